import { readdirSync, readFileSync } from 'node:fs'

/** Kernel ticks are hundredths of a second on every platform Node runs on under Linux. */
const ticksPerSecond = 100

export interface TreeUse {
  /** User and system time of all its processes so far. */
  cpuSeconds: number
  /** Resident memory of all its processes, in MiB. */
  residentMib: number
  processes: number
}

/** What a process and its descendants use, read from /proc; null where that does not exist. */
export function measureTree(rootPid: number): TreeUse | null {
  const members = membersOf(rootPid)
  if (members === null) return null
  const sum = (of: (process: ProcessUse) => number) =>
    members.reduce((total, process) => total + of(process), 0)
  return {
    cpuSeconds: sum(({ ticks }) => ticks) / ticksPerSecond,
    residentMib: sum(({ residentKib }) => residentKib) / 1024,
    processes: members.length,
  }
}

interface ProcessUse {
  pid: number
  parent: number
  ticks: number
  residentKib: number
}

function membersOf(rootPid: number): ProcessUse[] | null {
  const all = readAll()
  if (all === null) return null
  const members = all.filter(({ pid }) => pid === rootPid)
  for (const member of members) {
    // The list grows while it is walked: children of children are found too.
    members.push(...all.filter(({ parent }) => parent === member.pid))
  }
  return members
}

function readAll(): ProcessUse[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readOne(Number(name)) ?? [])
  } catch {
    return null
  }
}

/** Null for a process that ended meanwhile. */
function readOne(pid: number): ProcessUse | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    const ticks = Number(fields[11]) + Number(fields[12])
    return { pid, parent: Number(fields[1]), ticks, residentKib: Number(resident ?? 0) }
  } catch {
    return null
  }
}
