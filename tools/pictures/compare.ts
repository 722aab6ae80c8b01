import type { Page } from 'playwright-core';

/** How two pictures differ. */
export interface Comparison {
  /** Share of the points that differ, 0 to 1; points that only one of them has count. */
  readonly share: number;
  /** A PNG: the later picture, faded, with what differs in red. */
  readonly picture: Buffer;
}

/** Compares two PNG pictures on the canvas of a browser: the difference of a colour that nobody sees does not count. */
export async function comparePictures(
  page: Page,
  before: Buffer,
  now: Buffer,
): Promise<Comparison> {
  const pictures = [before, now].map((one) => `"data:image/png;base64,${one.toString('base64')}"`);
  const { share, url } = await page.evaluate<{ share: number; url: string }>(
    `(${COMPARE})([${pictures.join()}])`,
  );
  return { share, picture: Buffer.from(url.split(',')[1] ?? '', 'base64') };
}

/** Runs in a page, which has what this program has not: a decoder and an encoder of PNG. */
const COMPARE = `async (sources) => {
  const SEEN = 24;
  const images = await Promise.all(sources.map(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  }));
  const width = Math.max(...images.map((image) => image.naturalWidth));
  const height = Math.max(...images.map((image) => image.naturalHeight));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [before, now] = images.map((image) => {
    context.clearRect(0, 0, width, height);
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  });
  const drawn = context.createImageData(width, height);
  let differing = 0;
  for (let at = 0; at < drawn.data.length; at += 4) {
    let most = 0;
    for (let channel = at; channel < at + 4; channel += 1)
      most = Math.max(most, Math.abs(before[channel] - now[channel]));
    if (most > SEEN) {
      differing += 1;
      drawn.data.set([224, 0, 32, 255], at);
    } else {
      for (let channel = at; channel < at + 3; channel += 1)
        drawn.data[channel] = 255 - (255 - now[channel]) / 4;
      drawn.data[at + 3] = 255;
    }
  }
  context.putImageData(drawn, 0, 0);
  return { share: differing / (width * height), url: canvas.toDataURL('image/png') };
}`;
