import { LogScreen } from './log-screen.tsx'

/** The compact live log of the bottom drawer. */
export function LiveLogDrawer({ serverId }: { serverId: string | null }) {
  return <LogScreen serverId={serverId} />
}
