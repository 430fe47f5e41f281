/**
 * Does `work` when it is wanted, one turn at a time: wanted during a turn, and however often, it is done
 * once more after it and a pause. So what is slow is neither begun over and over nor left behind.
 */
export function takeTurns(work: () => Promise<unknown>, pauseMs: number) {
  let isBusy = false;
  let isWanted = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function next(): void {
    isWanted = true;
    if (isBusy || isStopped) return;
    isBusy = true;
    isWanted = false;
    const rest = () => {
      timer = setTimeout(() => {
        isBusy = false;
        if (isWanted) next();
      }, pauseMs);
    };
    void work().then(rest, rest);
  }

  return {
    next,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
