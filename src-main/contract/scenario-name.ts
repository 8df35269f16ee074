/** What names of scenarios look like, apart from the schemas: the command line asks before it loads those. */
export const scenarioNamePattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const longestScenarioName = 60
