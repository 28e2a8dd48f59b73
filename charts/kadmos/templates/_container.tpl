{{/* The container of a node. */}}
{{- define "kadmos.container" -}}
image: {{ include "kadmos.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  {{- toYaml .Values.containerSecurityContext | nindent 2 }}
ports:
  - { name: http, containerPort: {{ .Values.containerPorts.http }} }
  - { name: management, containerPort: {{ .Values.containerPorts.management }} }
  - { name: peer, containerPort: {{ .Values.containerPorts.peer }}, protocol: UDP }
env:
  {{- include "kadmos.environment" . | nindent 2 }}
{{- if or .Values.extraEnvVarsCM .Values.extraEnvVarsSecret }}
envFrom:
  {{- with .Values.extraEnvVarsCM }}
  - configMapRef: { name: {{ . }} }
  {{- end }}
  {{- with .Values.extraEnvVarsSecret }}
  - secretRef: { name: {{ . }} }
  {{- end }}
{{- end }}
{{- range list "startup" "liveness" "readiness" }}
{{- include "kadmos.probe" (dict "root" $ "name" .) }}
{{- end }}
{{- if .Values.lifecycleHooks }}
lifecycle:
  {{- toYaml .Values.lifecycleHooks | nindent 2 }}
{{- else if .Values.preStopSleepSeconds }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ .Values.preStopSleepSeconds }}
{{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
volumeMounts:
  - { name: data, mountPath: /data }
  - { name: tmp, mountPath: /tmp }
  {{- if .Values.peer.encryption.enabled }}
  - { name: peer, mountPath: /etc/kadmos/peer, readOnly: true }
  {{- end }}
  {{- if .Values.auth.enabled }}
  - { name: tokens, mountPath: /etc/kadmos/tokens, readOnly: true }
  {{- end }}
  {{- if .Values.tls.enabled }}
  - { name: tls, mountPath: /etc/kadmos/tls, readOnly: true }
  {{- end }}
  {{- with .Values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Its settings. */}}
{{- define "kadmos.environment" -}}
# The name of the pod stays when it moves, and its disk with it.
- name: KADMOS_NODE_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
# Nodes talk from pod to pod: a service in between would remember pods that are gone.
- name: KADMOS_PEER_BINDHOST
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
- { name: KADMOS_PEER_PORT, value: {{ .Values.containerPorts.peer | quote }} }
- { name: KADMOS_PEER_SEEDS, value: "{{ include "kadmos.fullname" . }}-headless:{{ .Values.containerPorts.peer }}" }
- { name: KADMOS_CLUSTER_NAME, value: {{ .Values.cluster.name | quote }} }
- { name: KADMOS_CLUSTER_INITIALMEMBERS, value: {{ include "kadmos.initialMembers" . | quote }} }
- { name: KADMOS_REPLICATION_FACTOR, value: {{ .Values.replication.factor | quote }} }
- { name: KADMOS_REPLICATION_REPLACEAFTER, value: {{ .Values.replication.replaceAfter | quote }} }
- { name: SERVER_PORT, value: {{ .Values.containerPorts.http | quote }} }
- { name: MANAGEMENT_SERVER_PORT, value: {{ .Values.containerPorts.management | quote }} }
{{- if .Values.peer.encryption.enabled }}
- { name: KADMOS_CLUSTER_KEYRINGDIR, value: /etc/kadmos/peer }
{{- else }}
- { name: KADMOS_PEER_INSECURE, value: "true" }
{{- end }}
{{- if .Values.auth.enabled }}
- { name: KADMOS_HTTP_AUTH_MODE, value: token }
- { name: KADMOS_HTTP_AUTH_TOKENSFILE, value: /etc/kadmos/tokens/tokens.yaml }
{{- end }}
{{- if .Values.scaleDownDetection.enabled }}
- { name: KADMOS_KUBERNETES_SCALEDOWNDETECTION, value: "true" }
- { name: KADMOS_KUBERNETES_DRAINTIMEOUT, value: {{ .Values.scaleDownDetection.drainTimeout | quote }} }
{{- end }}
{{- if .Values.tls.enabled }}
- { name: SERVER_SSL_BUNDLE, value: web }
- { name: SERVER_SSL_CLIENTAUTH, value: {{ .Values.tls.clientAuth }} }
- { name: SPRING_SSL_BUNDLE_PEM_WEB_RELOADONUPDATE, value: "true" }
- { name: SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_CERTIFICATE, value: "file:/etc/kadmos/tls/tls.crt" }
- { name: SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_PRIVATEKEY, value: "file:/etc/kadmos/tls/tls.key" }
{{- if ne .Values.tls.clientAuth "none" }}
- { name: SPRING_SSL_BUNDLE_PEM_WEB_TRUSTSTORE_CERTIFICATE, value: "file:/etc/kadmos/tls/ca.crt" }
{{- end }}
{{- end }}
{{- with .Values.javaOptions }}
- { name: JAVA_TOOL_OPTIONS, value: {{ . | quote }} }
{{- end }}
{{- with .Values.extraEnvVars }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Its volumes, but for the claimed one. Secrets are mounted as directories: only those follow a change. */}}
{{- define "kadmos.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- if not .Values.persistence.enabled }}
- name: data
  emptyDir: {}
{{- end }}
{{- if .Values.peer.encryption.enabled }}
- name: peer
  secret: { secretName: {{ include "kadmos.peerSecretName" . }}, defaultMode: 0440 }
{{- end }}
{{- if .Values.auth.enabled }}
- name: tokens
  secret: { secretName: {{ include "kadmos.tokensSecretName" . }}, defaultMode: 0440 }
{{- end }}
{{- if .Values.tls.enabled }}
- name: tls
  secret: { secretName: {{ required "tls.existingSecret is missing" .Values.tls.existingSecret }}, defaultMode: 0440 }
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
