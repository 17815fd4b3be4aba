/** Reading ahead and moving behind, so that neither waits for the commits in between. */

/** What happens to each item. */
export interface PipelineSteps<Item, Content, Decided> {
  /** Never rejects: a failure is a content, and waits for its turn. */
  readonly read: (item: Item) => Promise<Content>;
  /** Commits one item; null when there is nothing to move. What it rejects with ends the run. */
  readonly decide: (item: Item, content: Content) => Promise<Decided | null>;
  /** Moves what was decided. What it throws ends the run. */
  readonly settle: (decided: readonly Decided[]) => Promise<void>;
  /** Asked before each item; true ends the run: what is decided is still moved. */
  readonly interrupted: () => boolean | Promise<boolean>;
  /** For a content that was read and is not decided any more. */
  readonly discard: (content: Content) => void;
}

/**
 * Takes the items in order, `size` of them at a time: the reads of one group and the moves of the group before the last are
 * asked for in one go, and answered while this group is committed one by one. Two groups are in memory.
 */
export async function runPipeline<Item, Content, Decided>(
  items: readonly Item[],
  size: number,
  steps: PipelineSteps<Item, Content, Decided>,
): Promise<void> {
  const ahead: { item: Item; content: Promise<Content> }[] = [];
  let begun = 0;
  const readGroup = () => {
    for (const item of items.slice(begun, begun + size)) {
      ahead.push({ item, content: steps.read(item) });
    }
    begun += size;
  };
  let moving = Promise.resolve();
  try {
    readGroup();
    for (let over = false; ahead.length > 0 && !over;) {
      const group = ahead.length;
      readGroup();
      const decided: Decided[] = [];
      for (let n = 0; n < group; n++) {
        over = await steps.interrupted();
        if (over) break;
        const { item, content } = ahead.shift()!;
        const result = await steps.decide(item, await content);
        if (result !== null) decided.push(result);
      }
      await moving;
      moving = steps.settle(decided);
      // A failure of these moves is met at the next turn, not by the runtime.
      moving.catch(() => {});
    }
    await moving;
  } finally {
    await moving.catch(() => {});
    for (const { content } of ahead) content.then(steps.discard);
  }
}
