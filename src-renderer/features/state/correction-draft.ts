import {
  type CollectionCorrection,
  type CollectionRole,
  collectionRoleSchema,
  type StateCollection,
  type StateCorrections,
} from '#contract/state.ts'

/** What an operation does; `none` takes it out. */
type SaidRole = CollectionRole | 'none'

/** The roles that a form offers. */
export const offeredRoles: readonly SaidRole[] = [...collectionRoleSchema.options, 'none']

/** A correction as the form holds it; empty text stands for what was inferred. */
export interface CorrectionDraft {
  off: boolean
  id: string
  listAt: string
  itemAt: string
  /** Number of seeds, or empty for the usual number. */
  seed: number | string
  /** The name of the collection above, behind a mark; `none` where there is none. */
  parent: string
  /** Roles by ids of operations; empty where it is the inferred one. */
  operations: Record<string, string>
}

/** A parent as a choice: a collection may be called as anything. */
export function parentChoice(name: string | null): string {
  return name === null ? 'none' : `of ${name}`
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
    parent: said.parent === undefined ? '' : parentChoice(said.parent),
    operations: { ...said.operations },
  }
}

/** All corrections with those of one collection changed; one that says nothing is left out. */
export function withCorrection(
  corrections: StateCorrections,
  name: string,
  draft: CorrectionDraft,
): StateCorrections {
  const before = corrections.collections[name] ?? {}
  const { off, id, listAt, itemAt, seed, parent, operations, ...kept } = before
  const next: CollectionCorrection = {
    ...kept,
    ...(draft.off ? { off: true } : {}),
    ...(draft.id === '' ? {} : { id: draft.id }),
    ...(draft.listAt === '' ? {} : { listAt: draft.listAt }),
    ...(draft.itemAt === '' ? {} : { itemAt: draft.itemAt }),
    ...seedOf(draft.seed, seed),
    ...(draft.parent === '' ? {} : { parent: parentIn(draft.parent) }),
    ...rolesOf(draft.operations),
  }
  const { [name]: _, ...others } = corrections.collections
  const says = Object.keys(next).length > 0
  return { collections: says ? { ...others, [name]: next } : others }
}

function parentIn(choice: string): string | null {
  return choice === 'none' ? null : choice.slice('of '.length)
}

function rolesOf(draft: CorrectionDraft['operations']): Pick<CollectionCorrection, 'operations'> {
  const said = Object.entries(draft).flatMap(([id, text]): [string, SaidRole][] => {
    const role = offeredRoles.find((each) => each === text)
    return role === undefined ? [] : [[id, role]]
  })
  return said.length === 0 ? {} : { operations: Object.fromEntries(said) }
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
