import { deflateSync } from 'node:zlib';
import type { FileSample } from '../file-sample.ts';
import { jpegOf, tagsOf, utf8, zipOf } from './make.ts';

const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const CORE =
  '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Report</dc:title><dc:creator>Hanna Olsen</dc:creator><cp:lastModifiedBy>ADM-Brandt</cp:lastModifiedBy><dcterms:created>2026-03-03T07:41:12Z</dcterms:created></cp:coreProperties>';
const APP =
  '<Properties><Application>Microsoft Office Word</Application><Company>Nordhafen Logistik</Company><Template>S:\\Vorlagen\\NHL-Brief.dotx</Template><Pages>3</Pages></Properties>';
const CUSTOM =
  '<Properties><property fmtid="1" pid="2" name="MSIP_Label_SiteId"><vt:lpwstr>9d1c2f0a-4b7e-tenant</vt:lpwstr></property></Properties>';

function docx(): Buffer {
  return zipOf({
    '[Content_Types].xml': TYPES,
    'docProps/core.xml': CORE,
    'docProps/app.xml': APP,
    'docProps/custom.xml': CUSTOM,
    'docProps/thumbnail.jpeg': jpegOf([]),
    'word/document.xml': `<w:document><w:body><w:p><w:r><w:t>The loader came from </w:t></w:r><w:r><w:t>flux-panel.example and called 45.9.148.99.</w:t></w:r></w:p>
<w:p><w:r><w:t>It ran on SRV-FILE01 (10.20.30.40).</w:t></w:r></w:p>
<w:p><w:del w:author="Sven Lund"><w:r><w:delText>Our client Kaffee Kontor was hit first.</w:delText></w:r></w:del></w:p></w:body></w:document>`,
    'word/comments.xml':
      '<w:comments><w:comment w:author="Jörn Petersen"><w:p><w:r><w:t>Do not tell the insurer yet</w:t></w:r></w:p></w:comment></w:comments>',
    'word/_rels/settings.xml.rels':
      '<Relationships><Relationship Id="1" Target="file:///\\\\fs02\\vorlagen\\NHL.dotm" TargetMode="External"/></Relationships>',
    'word/_rels/document.xml.rels':
      '<Relationships><Relationship Id="1" Target="https://flux-panel.example/r/7" TargetMode="External"/></Relationships>',
    'word/media/image1.jpeg': jpegOf([
      [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tagsOf({ 0x013b: 'Ilse B. Foto' })])],
    ]),
  });
}

function xlsx(): Buffer {
  return zipOf({
    '[Content_Types].xml': TYPES,
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="IOC" sheetId="1" r:id="rId1"/><sheet name="Opfer" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/sharedStrings.xml':
      '<sst><si><t>198.51.100.23</t></si><si><t>vnc-gateway.example</t></si><si><r><t>Werft </t></r><r><t>Krüger</t></r></si><si><t>Verlust 40 Mio</t></si></sst>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>intern: Ilka</t></is></c></row><row r="2" hidden="1"><c r="A2" t="s"><v>3</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>2</v></c></row></sheetData></worksheet>',
    'xl/comments1.xml':
      '<comments><authors><author>hbecker</author></authors><commentList><comment ref="A1" authorId="0"><text><t>from the SIEM of the parent company</t></text></comment></commentList></comments>',
    'xl/connections.xml':
      '<connections><connection name="q"><dbPr connection="Server=db01.corp.internal;Password=Lager#7788;"/></connection></connections>',
  });
}

function pptx(): Buffer {
  return zipOf({
    '[Content_Types].xml': TYPES,
    'ppt/presentation.xml': '<p:presentation/>',
    'ppt/slides/slide1.xml':
      '<p:sld><a:p><a:r><a:t>C2: tesla-panel.example</a:t></a:r></a:p></p:sld>',
    'ppt/slides/slide2.xml':
      '<p:sld show="0"><a:p><a:r><a:t>Losses by quarter</a:t></a:r></a:p></p:sld>',
    'ppt/notesSlides/notesSlide1.xml':
      '<p:notes><a:p><a:r><a:t>Say nothing of the board</a:t></a:r></a:p></p:notes>',
  });
}

function odt(): Buffer {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml': '<manifest:manifest/>',
    'meta.xml':
      '<office:document-meta><office:meta><meta:initial-creator>Trần Anh</meta:initial-creator><meta:generator>LibreOffice/24.2</meta:generator><meta:user-defined meta:name="Akte">HR-77-2026</meta:user-defined></office:meta></office:document-meta>',
    'content.xml':
      '<office:document-content><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Sven Lund</dc:creator></office:change-info><text:p>struck out sentence</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Seen: 185.220.101.47 and <text:a xlink:href="http://update-flux.example/api">link</text:a></text:p><text:p>Password: Winter-2026<office:annotation><dc:creator>Hanna</dc:creator><text:p>ask legal first</text:p></office:annotation></text:p></office:text></office:body></office:document-content>',
    'Thumbnails/thumbnail.png': Buffer.from('89504e470d0a1a0a', 'hex'),
  });
}

function pdf(): Buffer {
  const xmp = deflateSync(
    utf8(
      '<x:xmpmeta><rdf:RDF><rdf:Description><dc:creator><rdf:li>Petersen, Jörn</rdf:li></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>',
    ),
  );
  const words =
    'BT /F1 11 Tf 14 TL (The panel answers at 45.9.148.77) Tj T* [(Password: Som) -10 (mer-2026-Fjord)] TJ ET';
  const head = `%PDF-1.7
1 0 obj << /Type /Catalog /Metadata 3 0 R /Pages 7 0 R >> endobj
7 0 obj << /Type /Pages /Kids [8 0 R 9 0 R] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >> endobj
8 0 obj << /Type /Page /Parent 7 0 R /Contents 10 0 R >> endobj
9 0 obj << /Type /Page /Parent 7 0 R /Contents 11 0 R >> endobj
10 0 obj << /Length ${String(words.length)} >> stream
${words}
endstream endobj
11 0 obj << /Length 14 >> stream
0 0 m 9 9 l S 
endstream endobj
2 0 obj << /Author (Hanna \\117lsen) /Creator (Word \\(DE\\)) /Producer <FEFF00440069007300740069006C006C00650072> /Title 5 0 R /CreationDate (D:20260303074112+01'00') >> endobj
4 0 obj << /Type /Annot /Subtype /Text /T (sven.lund) /Contents (do not send this page) >> endobj
5 0 obj (Intrusion at Nordhafen Logistik) endobj
6 0 obj << /Type /Annot /A << /S /URI /URI (https://avisos-puerto.example/v) >> >> endobj
3 0 obj << /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length ${String(xmp.length)} >>
stream
`;
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    xmp,
    utf8('\nendstream endobj\ntrailer << /Root 1 0 R /Info 2 0 R >>\n%%EOF\n'),
  ]);
}

/** Documents. All of it is invented. */
export const DOCUMENT_FILES: readonly FileSample[] = [
  {
    name: 'a document (docx)',
    file: { name: 'report.docx', bytes: docx() },
    secrets: [
      'Hanna Olsen',
      'ADM-Brandt',
      'Nordhafen Logistik',
      'S:\\Vorlagen\\NHL-Brief.dotx',
      '9d1c2f0a-4b7e-tenant',
      'SRV-FILE01',
      '10.20.30.40',
      'Sven Lund',
      'Our client Kaffee Kontor was hit first.',
      'Jörn Petersen',
      'Do not tell the insurer yet',
      'fs02',
      'Ilse B. Foto',
      '2026-03-03T07:41:12Z',
    ],
    indicators: [
      'The loader came from flux-panel.example',
      '45.9.148.99',
      'https://flux-panel.example/r/7',
    ],
    unread: ['picture'],
  },
  {
    name: 'a workbook (xlsx)',
    file: { name: 'iocs.xlsx', bytes: xlsx() },
    secrets: [
      'Werft Krüger',
      'Verlust 40 Mio',
      'intern: Ilka',
      'hbecker',
      'from the SIEM of the parent company',
      'db01.corp.internal',
      'Lager#7788',
    ],
    indicators: ['198.51.100.23', 'vnc-gateway.example'],
    unread: [],
  },
  {
    name: 'a presentation (pptx)',
    file: { name: 'brief.pptx', bytes: pptx() },
    secrets: ['Losses by quarter', 'Say nothing of the board'],
    indicators: ['tesla-panel.example'],
    unread: [],
  },
  {
    name: 'a document (odt)',
    file: { name: 'notes.odt', bytes: odt() },
    secrets: [
      'Trần Anh',
      'LibreOffice/24.2',
      'HR-77-2026',
      'Sven Lund',
      'struck out sentence',
      'Hanna',
      'ask legal first',
      'Winter-2026',
    ],
    indicators: ['185.220.101.47', 'http://update-flux.example/api'],
    unread: ['cut-off', 'picture'],
  },
  {
    name: 'a PDF',
    file: { name: 'page.pdf', bytes: pdf() },
    secrets: [
      'Hanna Olsen',
      'Word (DE)',
      'Distiller',
      "D:20260303074112+01'00'",
      'sven.lund',
      'do not send this page',
      'Nordhafen Logistik',
      'Petersen, Jörn',
      'Sommer-2026-Fjord',
    ],
    indicators: ['https://avisos-puerto.example/v', '45.9.148.77'],
    unread: ['pages'],
  },
  {
    name: 'archives in each other',
    file: {
      name: 'case.zip',
      bytes: zipOf(
        {
          'notes/read.txt': 'Beacon to cdn-sync.example, user: mlopez',
          'inner.zip': zipOf({ 'log.txt': 'password: Soleil#42', 'brief.pptx': pptx() }),
          'locked.zip': zipOf({ 'secret-plan.txt': 'x' }, { isEncrypted: true }),
        },
        { comment: 'packed by Hanna on wks-0417' },
      ),
    },
    secrets: ['mlopez', 'Soleil#42', 'Say nothing of the board', 'packed by Hanna on wks-0417'],
    indicators: ['cdn-sync.example', 'tesla-panel.example'],
    unread: ['encrypted'],
  },
];
