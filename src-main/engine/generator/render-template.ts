import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ejs from 'ejs'
import { commandLine, constantText, jsonText, markdownText } from './harmless-text.ts'

/**
 * Renders one of our own templates. Values reach the text only through the functions given here; each
 * makes whatever it gets harmless for the place it is meant for, or refuses it.
 */
export async function renderTemplate(
  templatesFolder: string,
  name: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string> {
  const template = await readFile(join(templatesFolder, 'express', `${name}.ejs`), 'utf8')
  const functions = {
    json: jsonText,
    number: numberText,
    identifier: identifierText,
    constant: constantText,
    markdown: markdownText,
    command: commandLine,
  }
  const names = [...Object.keys(functions), ...Object.keys(values)]
  const render = ejs.compile(template, { strict: true, destructuredLocals: names })
  return render({ ...functions, ...values })
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
