/** MockLoop's mark: a request that comes back as an answer. */
export function LoopMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--ml-accent)" />
      <path
        d="M7 15.5V12a4.5 4.5 0 0 1 9 0v.6"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="m13.4 11 2.6 2.6L18.6 11"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="7" cy="17" r="1.6" fill="#fff" />
    </svg>
  )
}
