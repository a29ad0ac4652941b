// Gives a drawing the size of the box that it stands in, in pixels, and the size of its letters.
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export function useBox() {
  const ref = useRef(null)
  const [box, setBox] = useState({ width: 0, height: 0, letter: 16 })
  useLayoutEffect(() => {
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = ref.current
      if (width === 0) return
      const letter = parseFloat(getComputedStyle(ref.current).fontSize)
      setBox(old => (old.width === width && old.height === height && old.letter === letter ? old : { width, height, letter }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return [ref, box]
}
