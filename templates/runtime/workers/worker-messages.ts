import type { RequestCount } from '../admin/count-requests.ts'
import type { Answer, ReceivedRequest } from '../exchange.ts'
import type { WorkerCourse } from './worker-course.ts'

/** A question of a worker: the number of a fresh answer, or the whole answer to a request. */
export type WorkerQuestion =
  | { id: number; about: 'call' }
  | { id: number; about: 'answer'; received: ReceivedRequest }

export type WorkerReply =
  | { id: number; call: number }
  | { id: number; answer: Omit<Answer, 'wire'> }
  | { id: number; error: string }

/** What a worker finished. The primary acknowledges each. */
export interface Shipment {
  type: 'shipment'
  batch: number
  /** Records, as text. */
  text: string
  /** Records given up before these because the primary did not take them. */
  dropped: number
  /** Records that wait because the primary has not taken those before. */
  waiting: number
  /** All requests since the last shipment, whether their records are here or not. */
  counts: RequestCount[]
  /** No record that was finished before this is still to come. */
  upTo: number
  /** The demand that this answers, with the bytes of resident memory. */
  demanded?: { id: number; memory: number }
}

/** What a worker tells the primary. */
export type MessageFromWorker =
  | { type: 'loaded' }
  | { type: 'listening'; port: number }
  /** It cannot serve and is about to exit. */
  | { type: 'failed'; code: string; port: number | null; message: string }
  /** The course is what it answers by now. */
  | { type: 'onCourse'; id: number }
  | { type: 'ask'; questions: WorkerQuestion[] }
  | Shipment

/** What the primary tells a worker. */
export type MessageToWorker =
  | { type: 'begin'; course: Required<WorkerCourse>; port: number }
  | { type: 'changeCourse'; id: number; course: WorkerCourse }
  | { type: 'replies'; replies: WorkerReply[] }
  /** The shipment is taken over; further ones may follow. */
  | { type: 'taken'; batch: number }
  /** Ship what is finished now. */
  | { type: 'demand'; demand: number }
  | { type: 'stop' }
