package io.github.cfexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.language.ObjectTypeDefinition;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulator describes its schema as the API does: any client can read it. */
@Tag("unit")
class IntrospectionTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 1));

  @Test
  void usualQuestionOfClients_givesTheWholeSchema() {
    JsonObject data =
        cloudflare.ask(IntrospectionQuery.INTROSPECTION_QUERY).json().getJsonObject("data");

    Document schema = new IntrospectionResultToSchema().createSchemaDefinition(data.getMap());
    ObjectTypeDefinition zone = schema
        .getFirstDefinitionOfType(ObjectTypeDefinition.class)
        .flatMap(first -> schema.getDefinitionsOfType(ObjectTypeDefinition.class).stream()
            .filter(type -> type.getName().equals("zone"))
            .findFirst())
        .orElseThrow();
    assertThat(zone.getFieldDefinitions())
        .anyMatch(field -> field.getName().equals("httpRequestsAdaptiveGroups"));
  }

  @Test
  void typeThatIsNotThere_isNull_andOthersHaveTheirFields() {
    JsonObject data = type("zone");
    assertThat(data.getJsonObject("t").getJsonArray("fields").encode())
        .contains("{\"name\":\"zoneTag\"}");

    assertThat(type("planet").getValue("t")).isNull();
    assertThat(type("planet").containsKey("t")).isTrue();
  }

  /** One document may ask for both. */
  @Test
  void rowsAndSchema_areAnsweredTogether() {
    JsonObject data = cloudflare
        .ask("{ viewer { budget } __type(name: \"viewer\") { name } __typename }")
        .json()
        .getJsonObject("data");

    assertThat(data.getJsonObject("viewer").getLong("budget")).isPositive();
    assertThat(data.getJsonObject("__type").getString("name")).isEqualTo("viewer");
    assertThat(data.getString("__typename")).isEqualTo("Query");
  }

  /** A guard against questions whose answers explode. */
  @Test
  void manyTypesAtOnce_areRefused() {
    assertThat(cloudflare.refusal(
            "{ a: __type(name: \"zone\") { name } b: __type(name: \"account\") { name } }"))
        .isNotEmpty();
  }

  private JsonObject type(String name) {
    return cloudflare
        .ask("{ t: __type(name: \"" + name + "\") { fields { name } } }")
        .json()
        .getJsonObject("data");
  }
}
