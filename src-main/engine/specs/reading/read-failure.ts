import { UnreadableText } from './parse-text.ts'

const systemReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'there is no permission to read it',
  EPERM: 'there is no permission to read it',
  ELOOP: 'its symbolic links form a ring',
  ENAMETOOLONG: 'the name is too long',
}

/** Why a file could not be read, as one clause without a full stop. Never holds text of the file. */
export function readFailure(error: unknown): string {
  if (error instanceof UnreadableText) return error.message
  if (!(error instanceof Error)) return 'it could not be read'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return error.message
  return systemReasons[code] ?? `it could not be read (${code})`
}
