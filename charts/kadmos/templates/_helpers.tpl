{{/* What the objects of a release are called. */}}
{{- define "kadmos.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* What never changes of an object's labels: pods are selected by these. */}}
{{- define "kadmos.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kadmos.labels" -}}
{{ include "kadmos.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The metadata of an object: dict "root" $ "suffix" "-peer" "labels" … "annotations" …, all but root optional. */}}
{{- define "kadmos.metadata" -}}
name: {{ include "kadmos.fullname" .root }}{{ .suffix }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "kadmos.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (default dict .annotations) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "kadmos.image" -}}
{{- with .Values.image -}}
{{- $registry := default .registry $.Values.global.imageRegistry -}}
{{- if $registry }}{{ $registry }}/{{ end }}{{ .repository }}
{{- if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end -}}
{{- end }}

{{- define "kadmos.imagePullSecrets" -}}
{{- with concat .Values.global.imagePullSecrets .Values.image.pullSecrets | uniq }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "kadmos.serviceAccountName" -}}
{{- default (ternary (include "kadmos.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end }}

{{/* The secrets that pods read: those that exist, or those that the chart makes. */}}
{{- define "kadmos.peerSecretName" -}}
{{- default (printf "%s-peer" (include "kadmos.fullname" .)) .Values.peer.encryption.existingSecret -}}
{{- end }}

{{- define "kadmos.tokensSecretName" -}}
{{- default (printf "%s-tokens" (include "kadmos.fullname" .)) .Values.auth.existingSecret -}}
{{- end }}

{{/* The pods that form the cluster: the first ones. */}}
{{- define "kadmos.initialMembers" -}}
{{- $names := list -}}
{{- range until (int (max 1 (min .Values.cluster.founders .Values.replicaCount))) -}}
{{- $names = append $names (printf "%s-%d" (include "kadmos.fullname" $) .) -}}
{{- end -}}
{{- join "," $names -}}
{{- end }}

{{/* A probe: dict "root" $ "name" "readiness". Its own keys but enabled are Kubernetes'. */}}
{{- define "kadmos.probe" -}}
{{- $name := printf "%sProbe" .name -}}
{{- $probe := get .root.Values $name -}}
{{- $custom := get .root.Values (printf "custom%s" (title $name)) -}}
{{- if $custom }}
{{ $name }}:
  {{- toYaml $custom | nindent 2 }}
{{- else if $probe.enabled }}
{{ $name }}:
  httpGet:
    path: /actuator/health/{{ .name }}
    port: management
  {{- omit $probe "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}

{{/*
What a secret of this release holds already, as JSON: dict "root" $ "name" "…". Nothing if there is none, and nothing if
there is no cluster to ask: some ways to render a chart would fail to ask, but they know of no recent Kubernetes either.
*/}}
{{- define "kadmos.heldBySecret" -}}
{{- $held := dict -}}
{{- if semverCompare ">=1.30-0" .root.Capabilities.KubeVersion.Version -}}
{{- with lookup "v1" "Secret" .root.Release.Namespace .name -}}
{{- $held = .data -}}
{{- end -}}
{{- end -}}
{{- toJson $held -}}
{{- end }}
