{{- define "exporter.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "exporter.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "exporter.labels" -}}
{{ include "exporter.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "exporter.keepsFile" -}}
{{- if and .Values.persistence.enabled (eq (int .Values.replicas) 1) (not .Values.jdbcUrl.existingSecret) -}}
true
{{- end -}}
{{- end -}}

{{/* What the monitor must have to be let in. */}}
{{- define "exporter.access" -}}
{{- $tls := .Values.serviceMonitor.tls -}}
{{- if .Values.webConfig.tls -}}
scheme: https
tlsConfig:
  serverName: {{ $tls.serverName | default (printf "%s.%s.svc" (include "exporter.name" .) .Release.Namespace) }}
  insecureSkipVerify: {{ $tls.insecureSkipVerify }}
  {{- with $tls.caSecret }}
  ca:
    secret:
      name: {{ . }}
      key: {{ $tls.caKey }}
  {{- end }}
  {{- with $tls.clientSecret }}
  cert:
    secret:
      name: {{ . }}
      key: {{ $tls.clientCertificateKey }}
  keySecret:
    name: {{ . }}
    key: {{ $tls.clientKeyKey }}
  {{- end }}
{{- end }}
{{- $login := .Values.serviceMonitor.basicAuth -}}
{{- if not $login.existingSecret -}}
{{- $login = .Values.basicAuth -}}
{{- end -}}
{{- if $login.existingSecret }}
basicAuth:
  username:
    name: {{ $login.existingSecret }}
    key: {{ $login.userKey }}
  password:
    name: {{ $login.existingSecret }}
    key: {{ $login.passwordKey }}
{{- end -}}
{{- end -}}

{{/* How a probe asks a path: an open port is all that it sees without a certificate of its own. */}}
{{- define "exporter.probe" -}}
{{- if .values.webConfig.clientCertificates -}}
tcpSocket:
  port: http
{{- else -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- if .values.webConfig.tls }}
  scheme: HTTPS
  {{- end }}
{{- end -}}
{{- end -}}
