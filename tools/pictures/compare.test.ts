import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from '../../packages/testkit/src/chromium.ts';
import { comparePictures } from './compare.ts';

test('pictures are compared point by point, and what only one of them has counts', async () => {
  await using chromium = await launchChromium();
  const page = await chromium.browser.newPage({ viewport: { width: 100, height: 100 } });
  const shot = async (style: string): Promise<Buffer> => {
    await page.setContent(`<body style="margin:0"><div style="${style}"></div>`);
    return page.screenshot();
  };
  const plain = await shot('');
  const marked = await shot('width:50px;height:20px;background:#000');
  assert.equal((await comparePictures(page, plain, plain)).share, 0);
  const { share, picture } = await comparePictures(page, plain, marked);
  assert.equal(share, 0.1);
  assert.equal(picture.subarray(1, 4).toString(), 'PNG');
  assert.equal(
    (await comparePictures(page, plain, await shot('height:100px;background:#fffffe'))).share,
    0,
  );
  await page.setViewportSize({ width: 100, height: 125 });
  assert.equal((await comparePictures(page, plain, await shot(''))).share, 0.2);
});
