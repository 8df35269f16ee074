import type { LogRow, ReportedEntry } from '#contract/log-entry.ts'
import { storableText } from '../storage/search-text.ts'
import type { EntryDetail } from './journal-format.ts'

/** The row of a reported entry. Texts are as every database can hold them; numbers are finite. */
export function rowOf(entry: ReportedEntry, serverId: string, seq: number): LogRow {
  return {
    seq,
    id: storableText(entry.id),
    serverId,
    at: finite(entry.at),
    durationMs: finite(entry.durationMs),
    method: storableText(entry.method),
    path: storableText(entry.path),
    query: storableText(entry.query),
    status: finite(entry.status),
    operationId: entry.operationId === null ? null : storableText(entry.operationId),
    scenario: storableText(entry.scenario),
    requestSize: finite(entry.requestSize),
    responseSize: finite(entry.responseSize),
    violationCount: entry.violations.length,
    reason: storableText(entry.reason),
  }
}

/** Everything of a reported entry that is not in its row. */
export function detailOf(entry: ReportedEntry): EntryDetail {
  return {
    url: entry.url,
    requestHeaders: entry.requestHeaders,
    requestBody: entry.requestBody,
    responseHeaders: entry.responseHeaders,
    responseBody: entry.responseBody,
    clientIp: entry.clientIp,
    userAgent: entry.userAgent,
    sessionId: entry.sessionId,
    correlationId: entry.correlationId,
    violations: entry.violations,
    trace: entry.trace,
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}
