import type { ReactNode } from 'react';

/** The bell. */
export function Mark({ size = 22 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M16 5c-4.6 0-7.3 3.2-7.3 7.7v4.8L6 22.5h20l-2.7-5V12.7C23.3 8.2 20.6 5 16 5z"
        fill="currentColor"
      />
      <path d="M12.8 24.5a3.2 3.2 0 0 0 6.4 0z" fill="currentColor" />
      <path
        d="M4.3 15.5c-.4-3.9.7-7.3 3-9.8M27.7 15.5c.4-3.9-.7-7.3-3-9.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}
