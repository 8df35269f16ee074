const LONGEST_NAME = 60

/** Makes a scenario name of any text: lower-case words joined by hyphens; empty when nothing is left. */
export function scenarioNameOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '')
}

/** The name, or the first of name-2, name-3 … that is not taken. */
export function freeScenarioName(wanted: string, taken: readonly string[]): string {
  const base = wanted || 'scenario'
  if (!taken.includes(base)) return base
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`
    const name = `${base.slice(0, LONGEST_NAME - suffix.length).replace(/-+$/, '')}${suffix}`
    if (!taken.includes(name)) return name
  }
}
