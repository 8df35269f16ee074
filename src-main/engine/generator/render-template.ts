import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { commandLine, constantText, jsonText, markdownText } from './harmless-text.ts'

type Values = Readonly<Record<string, unknown>>

/** Fills one template again and again; the values have the same names each time. */
type Render = (values: Values) => string

const functions = {
  json: jsonText,
  number: numberText,
  identifier: identifierText,
  constant: constantText,
  markdown: markdownText,
  command: commandLine,
}

/**
 * Loads one of our own templates. Values reach the text only through the functions given here; each
 * makes whatever it gets harmless for the place it is meant for, or refuses it. `names` are those of the values.
 */
export function loadTemplate(
  templatesFolder: string,
  name: string,
  names: readonly string[],
): Render {
  const template = readFileSync(join(templatesFolder, 'express', `${name}.ejs`), 'utf8')
  const destructuredLocals = [...Object.keys(functions), ...names]
  const render = ejs.compile(template, { strict: true, destructuredLocals })
  return (values) => render({ ...functions, ...values })
}

function numberText(value: unknown): string {
  if (!Number.isSafeInteger(value)) {
    throw new TypeError(`A template needs a whole number, not ${JSON.stringify(value)}`)
  }
  return String(value)
}

/** Names of variables in generated code; they are made by the generator and never taken from a spec. */
function identifierText(value: unknown): string {
  if (typeof value !== 'string' || !/^[a-z][A-Za-z0-9]{0,80}$/.test(value)) {
    throw new TypeError(`A template needs an identifier, not ${JSON.stringify(value)}`)
  }
  return value
}
