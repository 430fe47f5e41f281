/** Names a file of settings; relative to the project's folder. */
export const configFileVariable = "CAMPANILE_CONFIG";
/** No file of settings, whatever lies there. */
export const noConfigFile = "none";
/** Looked for in the project's folder, where CAMPANILE_CONFIG says nothing. */
export const usualFiles = ["campanile.yaml", "campanile.yml", "campanile.json"];
