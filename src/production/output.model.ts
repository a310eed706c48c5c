/** What reported pieces brought about besides themselves, so that they can be taken back whole: ids of stock moves and of tests. */
export type OutputEffects = { moveIds: number[]; testIds: number[] }
