import type { ReactNode } from 'react'

/** A whole page that only says something: not found, not allowed, nothing here yet. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="notice">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  )
}
