{{- define "campanile.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "campanile.fullname" -}}
{{- $name := include "campanile.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Of a role: (dict "root" $ "role" "api") */}}
{{- define "campanile.selector" -}}
app.kubernetes.io/name: {{ include "campanile.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "campanile.labels" -}}
{{ include "campanile.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "campanile.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest }}
{{- else -}}
{{ printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "campanile.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "campanile.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{- define "campanile.secret" -}}
{{ default (include "campanile.fullname" .) .Values.existingSecret }}
{{- end -}}

{{/* What has to be said, told all at once and before anything is made. */}}
{{- define "campanile.required" -}}
{{- $missing := list -}}
{{- range list "PUBLIC_URL" "TEMPORAL_ADDRESS" -}}
{{- if not (index $.Values.config .) -}}{{- $missing = append $missing (printf "config.%s" .) -}}{{- end -}}
{{- end -}}
{{- if not .Values.existingSecret -}}
{{- range list "DATABASE_URL" "SECRETS_KEY" -}}
{{- if not (index $.Values.secret .) -}}{{- $missing = append $missing (printf "secret.%s (or existingSecret)" .) -}}{{- end -}}
{{- end -}}
{{- else if .Values.secret -}}
{{- fail "existingSecret and secret are both set: the chart makes no Secret beside one of yours" -}}
{{- end -}}
{{- if $missing -}}{{- fail (printf "these values are missing: %s" (join ", " $missing)) -}}{{- end -}}
{{- end -}}

{{/* The container of a process: (dict "root" $ "role" "api" "resources" …), to which ports and probes are added. */}}
{{- define "campanile.container" -}}
image: {{ include "campanile.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: [{{ .role }}]
securityContext:
  {{- toYaml .root.Values.securityContext | nindent 2 }}
resources:
  {{- toYaml .resources | nindent 2 }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- with .root.Values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "campanile.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A Deployment's pods: (dict "root" $ "role" "api" "values" .Values.api) */}}
{{- define "campanile.podSpec" -}}
serviceAccountName: {{ include "campanile.serviceAccount" .root }}
# No process asks Kubernetes for anything.
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .values.terminationGracePeriodSeconds }}
securityContext:
  {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{ toYaml . | nindent 4 | trim }}
    labelSelector:
      matchLabels:
        {{- include "campanile.selector" (dict "root" $.root "role" $.role) | nindent 8 }}
  {{- end }}
{{- end }}
volumes:
  {{- include "campanile.volumes" .root | nindent 2 }}
{{- end -}}

{{- define "campanile.podMetadata" -}}
labels:
  {{- include "campanile.labels" . | nindent 2 }}
  {{- with .root.Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  # A changed setting is a new pod.
  checksum/config: {{ toJson .root.Values.config | sha256sum }}
  checksum/secret: {{ toJson .root.Values.secret | sha256sum }}
  {{- with .root.Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
