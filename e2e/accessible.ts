import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * What axe finds serious on the page as it stands. It runs in the page itself and tells its findings alone: everything
 * that it found in order would take several times as long to write down.
 */
export async function seriousFindings(page: Page, where: string): Promise<string[]> {
  // A notice that is fading in, or a color that is changing with the scheme, is judged when it stands.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((a) => a.finished))
  })
  const here = await page.evaluate(() => 'axe' in window)
  const { violations } = await new AxeBuilder({ page, ...(here ? { axeSource: 'void 0' } : {}) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .exclude('iframe')
    .analyze()
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  return serious.map((v) => `${where}: ${v.id} ${v.nodes.map((n) => n.html).join(' ')}`)
}

export const expectAccessible = async (page: Page, where: string) =>
  expect(await seriousFindings(page, where)).toEqual([])
