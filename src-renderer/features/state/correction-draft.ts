import type { CollectionCorrection, StateCollection, StateCorrections } from '#contract/state.ts'

/** A correction as the form holds it; empty text stands for what was inferred. */
export interface CorrectionDraft {
  off: boolean
  id: string
  listAt: string
  itemAt: string
  /** Number of seeds, or empty for the usual number. */
  seed: number | string
}

/** What the form begins with: what the user said before. */
export function draftOf(
  collection: StateCollection,
  corrections: StateCorrections,
): CorrectionDraft {
  const said = corrections.collections[collection.name] ?? {}
  return {
    off: said.off ?? false,
    id: said.id ?? '',
    listAt: said.listAt ?? '',
    itemAt: said.itemAt ?? '',
    seed: typeof said.seed === 'number' ? said.seed : '',
  }
}

/** All corrections with those of one collection changed; one that says nothing is left out. */
export function withCorrection(
  corrections: StateCorrections,
  name: string,
  draft: CorrectionDraft,
): StateCorrections {
  const before = corrections.collections[name] ?? {}
  const { off, id, listAt, itemAt, seed, ...kept } = before
  const next: CollectionCorrection = {
    ...kept,
    ...(draft.off ? { off: true } : {}),
    ...(draft.id === '' ? {} : { id: draft.id }),
    ...(draft.listAt === '' ? {} : { listAt: draft.listAt }),
    ...(draft.itemAt === '' ? {} : { itemAt: draft.itemAt }),
    ...seedOf(draft.seed, seed),
  }
  const { [name]: _, ...others } = corrections.collections
  const says = Object.keys(next).length > 0
  return { collections: says ? { ...others, [name]: next } : others }
}

/** Items that the user wrote into the file stay as long as the form says nothing else. */
function seedOf(
  draft: number | string,
  before: CollectionCorrection['seed'],
): Pick<CollectionCorrection, 'seed'> {
  if (draft !== '') return { seed: Number(draft) }
  return Array.isArray(before) ? { seed: before } : {}
}

/** A sentence for a place that cannot be used; null for one that can. */
export function problemOfPlace(pointer: string): string | null {
  return pointer === '' || /^(?:\/[^/]+)+$/.test(pointer)
    ? null
    : 'Write a JSON pointer, such as /id or /data/items.'
}
