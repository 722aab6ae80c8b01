import type { FileSample } from './file-sample.ts';
import { DOCUMENT_FILES } from './files/documents.ts';
import { LOG_FILES } from './files/log-files.ts';
import { MAIL_FILES } from './files/mails.ts';
import { PICTURE_FILES } from './files/pictures.ts';
import { JSON_FILES } from './files/stix-file.ts';

/** The files that the shield is measured by, as the texts of the corpus are. */
export const FILES: readonly FileSample[] = [
  ...MAIL_FILES,
  ...DOCUMENT_FILES,
  ...PICTURE_FILES,
  ...LOG_FILES,
  ...JSON_FILES,
];
