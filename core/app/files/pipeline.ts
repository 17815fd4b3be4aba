/** Reading ahead and moving behind, so that neither waits for the commits in between. */

/** What happens to each item. */
export interface PipelineSteps<Item, Content, Prepared, Decided> {
  /** Never rejects: a failure is a content, and waits for its turn. */
  readonly read: (item: Item) => Promise<Content>;
  /** Makes one item ready to be committed; null when there is nothing to commit. What it rejects with ends the run. */
  readonly prepare: (item: Item, content: Content) => Promise<Prepared | null>;
  /** Commits what was prepared, all at once; answers with what is to be moved. What it rejects with ends the run. */
  readonly decide: (prepared: readonly Prepared[]) => Promise<readonly Decided[]>;
  /** Moves what was decided. What it throws ends the run. */
  readonly settle: (decided: readonly Decided[]) => Promise<void>;
  /** Asked before each item; true ends the run: what is prepared is still committed and moved. */
  readonly interrupted: () => boolean | Promise<boolean>;
  /** For a content that was read and is not prepared any more. */
  readonly discard: (content: Content) => void;
  /** For what was prepared and is not committed any more. */
  readonly abandon: (prepared: Prepared) => void;
}

/** What one group may hold. */
export interface GroupLimits<Item> {
  readonly items: number;
  /** The group is full with the item that reaches this weight. */
  readonly weight: number;
  readonly weigh: (item: Item) => number;
}

/**
 * Takes the items in order, a group of them at a time: the moves of one group and the reads of the group after the next are
 * asked for in one go each, and answered while the group between them is committed in one go. The moves are asked for first:
 * their answers are short, and wait in a pipe that a few contents fill. Two groups are in memory.
 */
export async function runPipeline<Item, Content, Prepared, Decided>(
  items: readonly Item[],
  limits: GroupLimits<Item>,
  steps: PipelineSteps<Item, Content, Prepared, Decided>,
): Promise<void> {
  const ahead: { item: Item; content: Promise<Content> }[] = [];
  let begun = 0;
  const readGroup = () => {
    const end = endOfGroup(items, begun, limits);
    for (const item of items.slice(begun, end)) ahead.push({ item, content: steps.read(item) });
    begun = end;
  };
  let moving = Promise.resolve();
  let prepared: Prepared[] = [];
  try {
    readGroup();
    for (let over = false; ahead.length > 0 && !over;) {
      const group = ahead.length;
      for (let n = 0; n < group; n++) {
        over = await steps.interrupted();
        if (over) break;
        const { item, content } = ahead.shift()!;
        const ready = await steps.prepare(item, await content);
        if (ready !== null) prepared.push(ready);
      }
      if (!over) readGroup();
      const committed = prepared;
      prepared = [];
      const decided = await steps.decide(committed);
      await moving;
      moving = steps.settle(decided);
      // A failure of these moves is met at the next turn, not by the runtime.
      moving.catch(() => {});
    }
    await moving;
  } finally {
    await moving.catch(() => {});
    prepared.forEach(steps.abandon);
    for (const { content } of ahead) content.then(steps.discard);
  }
}

function endOfGroup<Item>(
  items: readonly Item[],
  begun: number,
  { items: most, weight, weigh }: GroupLimits<Item>,
): number {
  const last = Math.min(items.length, begun + most);
  let end = begun;
  for (let sum = 0; end < last && sum < weight; end++) sum += weigh(items[end]!);
  return end;
}
