/** Hands out ids that are unique without regard to case, readable, and safe in file names, URLs and code. */
export interface OperationIds {
  /** The declared id where it is usable and free, else one derived from method and path. */
  take(declared: unknown, method: string, path: string): { id: string; duplicateOf?: string }
}

const MAX_LENGTH = 100
/** Device names of Windows, which no file may have. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

export function createOperationIds(): OperationIds {
  const taken = new Set<string>()
  const declaredIds = new Set<string>()

  function free(wanted: string): string {
    let id = wanted
    for (let count = 2; taken.has(id.toLowerCase()); count++) id = `${wanted}-${count}`
    taken.add(id.toLowerCase())
    return id
  }

  return {
    take(declared, method, path) {
      const text = typeof declared === 'number' ? String(declared) : declared
      const wanted = typeof text === 'string' ? safeId(text) : ''
      const derived = safeId(`${method.toLowerCase()}-${path}`) || method.toLowerCase()
      if (wanted === '' || typeof text !== 'string') return { id: free(derived) }
      const isDuplicate = declaredIds.has(text)
      declaredIds.add(text)
      if (!taken.has(wanted.toLowerCase())) return { id: free(wanted) }
      return isDuplicate ? { id: free(derived), duplicateOf: text } : { id: free(wanted) }
    },
  }
}

/** Letters, digits, `.`, `_`, `-`; empty when nothing telling would be left. */
function safeId(text: string): string {
  const clean = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_LENGTH)
  const lost = text.replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, '').length
  // An id of another script that is mostly lost is no name any more.
  if (clean.replace(/[-._]/g, '').length * 2 < lost) return ''
  return clean in {} || reserved.test(clean) ? `${clean}-operation` : clean
}
