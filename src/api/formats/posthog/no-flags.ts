/** What clients ask for when they start: nothing is switched on. Unknown fields read as "off". */
export const noFeatures = {
  supportedCompression: ["gzip", "gzip-js", "base64"],
  hasFeatureFlags: false,
  autocapture_opt_out: true,
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  capturePerformance: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
};

/** The version of /flags and /decide: those below 2 list the names of flags. */
export function noFlags(version: unknown): object {
  const isList = version === undefined || version === "1";
  return {
    ...noFeatures,
    flags: {},
    featureFlags: isList ? [] : {},
    featureFlagPayloads: {},
    errorsWhileComputingFlags: false,
    isAuthenticated: false,
    toolbarParams: {},
  };
}

/** The same as a script, which leaves it where the browser's client looks. */
export function configScript(token: string): string {
  const name = JSON.stringify(token);
  const config = JSON.stringify({ config: { ...noFeatures, token }, siteApps: [] });
  return `(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})[${name}]=${config};\n`;
}

/** Servers that evaluate flags themselves ask this. */
export const noDefinitions = { flags: [], group_type_mapping: {}, cohorts: {} };
