import type { Place } from '#contract/errors.ts'
import { isObject, type JsonObject, members } from '../json-value.ts'
import type { ProblemLog } from '../problem-log.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import type { LoadedFile } from '../reading/load-files.ts'
import { readFailure } from '../reading/read-failure.ts'
import { quoted, type SpecFiles } from '../reading/spec-files.ts'
import { componentSection, hasSchemaNamed, pieceName, sectionNames } from './component-sections.ts'
import { lookUp } from './look-up.ts'
import { type MemberKind, memberKind } from './openapi-grammar.ts'
import { findSchemaIds, type SchemaIds } from './schema-ids.ts'
import { splitReference } from './split-reference.ts'
import { placeholderFor, type UnresolvedReason } from './unresolved.ts'

export interface Bundle {
  /** One document whose references are all local. */
  document: JsonObject
  /** Where a pointer of the document is written. */
  placeOf(pointer: string): Place
}

export interface BundleOptions {
  files: SpecFiles
  load(id: string): Promise<LoadedFile>
  root: LoadedFile
  document: JsonObject
  /** `$id`s of the document's own schemas: references to them are local. */
  ids: SchemaIds
  problems: ProblemLog
  signal: AbortSignal | undefined
}

/** A position in a file, and where its copy goes in the document. */
interface Spot {
  file: LoadedFile
  filePointer: string
  pointer: string
  /** Parts copied in place around here, as `id#fragment`: one that contains itself has no end. */
  inside: readonly string[]
}

type Put = (value: unknown) => void

/** A part of another file that has to be copied into the document. */
interface Piece {
  id: string
  fragment: string
  kind: MemberKind
  reference: string
  asked: Spot
  pointer: string
  inside: readonly string[]
  put: Put
}

const MAX_PIECES = 20_000

/**
 * Makes one document of a spec of several files. What other files are referred to for is copied under the
 * components of the root, once, with a readable name; what has no section there (path items, examples as
 * data) is copied in place. A file is read when a reference needs it. What cannot be read is reported and
 * replaced by a placeholder. Nothing is dereferenced: local references stay, and a document without
 * references to other files stays the object it is.
 */
export async function bundleSpec(options: BundleOptions): Promise<Bundle> {
  const { files, load, root, document, ids, problems, signal } = options
  const start: Spot = { file: root, filePointer: '', pointer: '', inside: [] }
  const origins: Spot[] = [start]
  const known = new Map<string, string>()
  const added = new Map<string, { names: Set<string>; parts: JsonObject }>()
  const queue: Piece[] = []

  function copy(value: unknown, kind: MemberKind, at: Spot, put: Put): unknown {
    if (Array.isArray(value)) {
      const list: unknown[] = []
      const itemKind = kind === 'schema' ? kind : memberKind(kind, '')
      value.forEach((item, i) => {
        list[i] = copy(item, itemKind, below(at, i), (other) => {
          list[i] = other
        })
      })
      return list
    }
    if (!isObject(value)) return value
    const object: JsonObject = {}
    for (const [key, child] of Object.entries(value)) {
      object[key] = copy(child, memberKind(kind, key), below(at, key), (other) => {
        object[key] = other
      })
    }
    if (kind === 'schema') redirectMapping(object, at)
    const reference = object.$ref
    if (typeof reference === 'string') return redirect(object, reference, kind, at, put)
    return object
  }

  /** Makes a reference to another file a local one, or queues what has to stand in its place. */
  function redirect(
    object: JsonObject,
    reference: string,
    kind: MemberKind,
    at: Spot,
    put: Put,
  ): JsonObject {
    if (kind === 'schema' && hasSchemaNamed(document, reference)) {
      // Swagger 1 style: the bare name of a schema.
      return {
        ...object,
        $ref: `#${appendPointer(componentSection(kind, document) ?? '', reference)}`,
      }
    }
    const { path, fragment } = splitReference(reference)
    const isRoot = at.file === root
    if (ids.has(reference, isRoot ? at.filePointer : '') || (path === '' && isRoot)) return object
    const target = path === '' ? { id: at.file.id } : files.resolve(path, at.file.id)
    if ('refused' in target) {
      return refuse(object, reference, kind, at, target.refused, target.message)
    }
    if (target.id === root.id && fragment !== '') return { ...object, $ref: `#${fragment}` }
    const identity = `${target.id}#${fragment}`
    const piece = { id: target.id, fragment, kind, reference, asked: at }
    const section = componentSection(kind, document)
    if (section === undefined) {
      if (at.inside.includes(identity)) {
        const message = `The reference ${quoted(reference)} contains itself; it is left out.`
        return refuse(object, reference, kind, at, 'missing', message)
      }
      const { $ref: _, ...beside } = object
      const putBeside: Put = (value) => put(isObject(value) ? { ...value, ...beside } : value)
      const inside = [...at.inside, identity]
      ask({ ...piece, pointer: at.pointer, inside, put: putBeside })
      return object
    }
    const local = known.get(`${section} ${identity}`) ?? addPart(section, identity, piece)
    return { ...object, $ref: `#${local}` }
  }

  function addPart(
    section: string,
    identity: string,
    piece: Omit<Piece, 'pointer' | 'inside' | 'put'>,
  ): string {
    const target = added.get(section) ?? { names: sectionNames(document, section), parts: {} }
    added.set(section, target)
    const name = pieceName(piece.fragment, files.nameOf(piece.id), target.names)
    const pointer = appendPointer(section, name)
    target.names.add(name)
    target.parts[name] = {}
    known.set(`${section} ${identity}`, pointer)
    const put: Put = (value) => {
      target.parts[name] = value
    }
    ask({ ...piece, pointer, inside: [], put })
    return pointer
  }

  function ask(piece: Piece): void {
    queue.push(piece)
    // Reading begins at once; a failure is met when the piece has its turn.
    void load(piece.id).catch(() => undefined)
  }

  /** Values of a discriminator's mapping are references or plain names. */
  function redirectMapping(object: JsonObject, at: Spot): void {
    if (!isObject(object.discriminator) || !isObject(object.discriminator.mapping)) return
    const mapping = object.discriminator.mapping
    for (const [tag, target] of Object.entries(mapping)) {
      if (typeof target !== 'string' || !/[#/]|\.(ya?ml|json)$/i.test(target)) continue
      const spot = below(below(below(at, 'discriminator'), 'mapping'), tag)
      const ignore: Put = () => undefined
      mapping[tag] = redirect({ $ref: target }, target, 'schema', spot, ignore).$ref ?? target
    }
  }

  function refuse(
    object: JsonObject,
    reference: string,
    kind: MemberKind,
    at: Spot,
    reason: UnresolvedReason,
    message: string,
  ): JsonObject {
    const place = placeIn(at.file, at.filePointer)
    // In examples and extensions a `$ref` is only text, unless it tries to get out of the folder.
    const severity =
      kind === 'data' && reason !== 'outside' ? 'info' : reason === 'remote' ? 'warning' : 'error'
    const code = reason === 'remote' ? 'remote-ref' : 'unresolved-ref'
    problems.add({ severity, code, message, place })
    return kind === 'data' ? object : placeholderFor(kind, reference, reason)
  }

  async function bring(piece: Piece): Promise<void> {
    const { kind, reference, asked, pointer, inside, put } = piece
    const missing = (why: string): void => {
      const message = `The reference ${quoted(reference)} cannot be followed: ${why}.`
      put(refuse({ $ref: reference }, reference, kind, asked, 'missing', message))
    }
    let file: LoadedFile
    try {
      file = await load(piece.id)
    } catch (error) {
      missing(readFailure(error))
      return
    }
    const found = lookUp(file.value, fragmentPointer(file, piece.fragment))
    if (found?.value === undefined) {
      missing(`there is no #${quoted(piece.fragment)} in ${quoted(file.name)}`)
      return
    }
    const spot = { file, filePointer: found.pointer, pointer, inside }
    origins.push(spot)
    put(copy(found.value, kind, spot, put))
  }

  if (!refersToFiles(document, ids)) {
    return { document, placeOf: (pointer) => placeIn(root, pointer) }
  }
  const bundled = copy(document, 'root', start, () => undefined)
  let pieces = 0
  for (let piece = queue.shift(); piece; piece = queue.shift()) {
    signal?.throwIfAborted()
    if (++pieces > MAX_PIECES) {
      throw new Error(`it refers to more than ${MAX_PIECES} parts of other files`)
    }
    await bring(piece)
  }
  const result: JsonObject = isObject(bundled) ? bundled : {}
  for (const [section, { parts }] of added) Object.assign(sectionIn(result, section), parts)
  return { document: result, placeOf: (pointer) => originOf(origins, pointer) }
}

/** Pointer that a fragment means: itself, or the schema with that anchor. */
function fragmentPointer(file: LoadedFile, fragment: string): string {
  if (fragment === '' || fragment.startsWith('/')) return fragment
  return findSchemaIds(file.value, file.text).pointerOf(`#${fragment}`, '') ?? fragment
}

function refersToFiles(value: unknown, ids: SchemaIds, parentKey = ''): boolean {
  if (Array.isArray(value)) return value.some((item) => refersToFiles(item, ids))
  return members(value).some(([key, child]) => {
    if (typeof child !== 'string') return refersToFiles(child, ids, key)
    if (key === '$ref') return !child.startsWith('#') && !ids.has(child, '')
    // The mapping of a discriminator may be the only thing that names a file.
    return parentKey === 'mapping' && /\.(ya?ml|json)(#|$)/i.test(child)
  })
}

function sectionIn(document: JsonObject, section: string): JsonObject {
  let container = document
  for (const key of section.split('/').slice(1)) {
    const next = container[key]
    const child: JsonObject = isObject(next) ? next : {}
    container[key] = child
    container = child
  }
  return container
}

function below(at: Spot, token: string | number): Spot {
  return {
    ...at,
    filePointer: appendPointer(at.filePointer, token),
    pointer: appendPointer(at.pointer, token),
  }
}

/** The copied part that a pointer of the document lies in is the one with the longest pointer. */
function originOf(origins: readonly Spot[], pointer: string): Place {
  let best = origins[0]
  for (const origin of origins) {
    const within = pointer === origin.pointer || pointer.startsWith(`${origin.pointer}/`)
    if (within && (best === undefined || origin.pointer.length >= best.pointer.length))
      best = origin
  }
  if (best === undefined) return { pointer }
  return placeIn(best.file, best.filePointer + pointer.slice(best.pointer.length))
}

/** A place in a file with its line and column. */
function placeIn(file: LoadedFile, pointer: string): Place {
  return { file: file.name, pointer, ...file.locate(pointer) }
}
