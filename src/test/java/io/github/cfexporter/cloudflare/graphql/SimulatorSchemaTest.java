package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLTypeUtil;
import io.github.cfexporter.simulator.schema.DatasetType;
import io.github.cfexporter.simulator.schema.Field;
import io.github.cfexporter.simulator.schema.SchemaFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the simulator answers is in Cloudflare's schema, under the same names and of the same types. */
@Tag("unit")
class SimulatorSchemaTest {

  /** Settings advertise dimensions of it that the schema, which is older, does not have yet. */
  private static final String NEWER = "ZoneFirewallEventsAdaptiveByTimeGroups.dimensions.";

  @Test
  void everyField_isCloudflares() {
    List<String> wrong = new ArrayList<>();
    int fields = 0;
    for (DatasetType dataset : SchemaFile.datasets()) {
      for (Field field : dataset.fields()) {
        fields++;
        String type = typeAt(dataset.name(), field.path());
        boolean newer = type.equals("-") && (dataset.name() + "." + field.path()).startsWith(NEWER);
        if (!newer && !type.equals(field.list() ? "[" + field.type() + "]" : field.type())) {
          wrong.add(dataset.name() + "." + field.path() + ": " + field.type() + ", not " + type);
        }
      }
      GraphQLInputObjectType filter = (GraphQLInputObjectType)
          CloudflareSchema.get().getType(dataset.name() + "Filter_InputObject");
      dataset.filterOnly().stream()
          .filter(time -> filter.getField(time + "_geq") == null)
          .forEach(time -> wrong.add(dataset.name() + " has no filter by " + time));
      dataset.dimensions().stream()
          .filter(field -> !(dataset.name() + "." + field.path()).startsWith(NEWER))
          .filter(field -> filter.getField(field.name() + (field.list() ? "_has" : "_neq")) == null)
          .forEach(field -> wrong.add(dataset.name() + " has no filter by " + field.name()));
    }

    assertThat(wrong).isEmpty();
    assertThat(fields).isGreaterThan(1_500);
  }

  @Test
  void everyDataset_isAFieldOfItsScope() {
    for (DatasetType dataset : SchemaFile.datasets()) {
      assertThat(typeAt(dataset.ofZones() ? "zone" : "account", dataset.node()))
          .isEqualTo("[" + dataset.name() + "]");
    }
  }

  /** The name of a type, in brackets if it is a list of it; a dash where there is no such field. */
  private static String typeAt(String row, String path) {
    GraphQLObjectType object = CloudflareSchema.get().getObjectType(row);
    String found = "-";
    for (String name : path.split("\\.")) {
      GraphQLFieldDefinition field = object == null ? null : object.getFieldDefinition(name);
      if (field == null) {
        return "-";
      }
      GraphQLOutputType type = field.getType();
      String named = ((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(type)).getName();
      found =
          GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList ? "[" + named + "]" : named;
      object = GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLObjectType deeper ? deeper : null;
    }
    return found;
  }
}
