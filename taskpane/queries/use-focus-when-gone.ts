import { type RefObject, useEffectEvent, useLayoutEffect } from "react";

/** Hands on the focus when the place that has it goes away, so that who works by keyboard does not begin anew at the top. */
export function useFocusWhenGone(place: RefObject<HTMLElement | null>, onFocusLost: () => void): void {
  const handOn = useEffectEvent(onFocusLost);
  useLayoutEffect(() => {
    const here = place.current;
    return () => {
      // Not while the person is in the sheet: that would take them away from it.
      if (document.hasFocus() && here?.contains(document.activeElement)) handOn();
    };
  }, [place]);
}
