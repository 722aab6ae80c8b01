import { extensionsOf } from './extension-checks.ts';
import {
  boolean,
  float,
  hex,
  integer,
  list,
  string,
  term,
  timestamp,
  wrongType,
} from './plain-checks.ts';
import { atLeastOneOwn } from './rules.ts';
import type { Check } from './run.ts';
import { dictionary, hashes, reference, struct } from './structure-checks.ts';

const number = integer();
const size = integer(0);

/** A string or a whole number, for EXIF values (STIX 2.1 §6.7.5). */
const exifValue: Check = (value, run) => {
  if (typeof value === 'string') return string(value, run);
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    wrongType(run, value, { expected: 'a string or a whole number', section: '6.7.5' });
  }
};

const optionalHeader = struct({
  section: '6.7.6',
  properties: {
    magic_hex: hex,
    major_linker_version: number,
    minor_linker_version: number,
    size_of_code: size,
    size_of_initialized_data: size,
    size_of_uninitialized_data: size,
    address_of_entry_point: number,
    base_of_code: number,
    base_of_data: number,
    image_base: number,
    section_alignment: number,
    file_alignment: number,
    major_os_version: number,
    minor_os_version: number,
    major_image_version: number,
    minor_image_version: number,
    major_subsystem_version: number,
    minor_subsystem_version: number,
    win32_version_value_hex: hex,
    size_of_image: size,
    size_of_headers: size,
    checksum_hex: hex,
    subsystem_hex: hex,
    dll_characteristics_hex: hex,
    size_of_stack_reserve: size,
    size_of_stack_commit: size,
    size_of_heap_reserve: size,
    size_of_heap_commit: size,
    loader_flags_hex: hex,
    number_of_rva_and_sizes: number,
    hashes,
  },
  rules: [atLeastOneOwn('6.7.6')],
});

const section = struct({
  section: '6.7.6',
  required: ['name'],
  properties: { name: string, size, entropy: float(), hashes },
});

const dataStream = struct({
  section: '6.7.3',
  required: ['name'],
  properties: { name: string, hashes, size },
});

/** Extensions of `file` (STIX 2.1 §6.7.2 to §6.7.6). */
export const fileExtensions: Check = extensionsOf({
  'archive-ext': struct({
    section: '6.7.2',
    required: ['contains_refs'],
    properties: { contains_refs: list(reference('file', 'directory')), comment: string },
  }),
  'ntfs-ext': struct({
    section: '6.7.3',
    properties: { sid: string, alternate_data_streams: list(dataStream) },
    rules: [atLeastOneOwn('6.7.3')],
  }),
  'pdf-ext': struct({
    section: '6.7.4',
    properties: {
      version: string,
      is_optimized: boolean,
      document_info_dict: dictionary(string),
      pdfid0: string,
      pdfid1: string,
    },
    rules: [atLeastOneOwn('6.7.4')],
  }),
  'raster-image-ext': struct({
    section: '6.7.5',
    properties: {
      image_height: number,
      image_width: number,
      bits_per_pixel: number,
      exif_tags: dictionary(exifValue),
    },
    rules: [atLeastOneOwn('6.7.5')],
  }),
  'windows-pebinary-ext': struct({
    section: '6.7.6',
    required: ['pe_type'],
    properties: {
      pe_type: term('windows-pebinary-type-ov'),
      imphash: string,
      machine_hex: hex,
      number_of_sections: size,
      time_date_stamp: timestamp,
      pointer_to_symbol_table_hex: hex,
      number_of_symbols: size,
      size_of_optional_header: size,
      characteristics_hex: hex,
      file_header_hashes: hashes,
      optional_header: optionalHeader,
      sections: list(section),
    },
    rules: [atLeastOneOwn('6.7.6', 'pe_type')],
  }),
});

/** Extensions of `network-traffic` (STIX 2.1 §6.12.2 to §6.12.5). */
export const networkExtensions: Check = extensionsOf({
  'http-request-ext': struct({
    section: '6.12.2',
    required: ['request_method', 'request_value'],
    properties: {
      request_method: string,
      request_value: string,
      request_version: string,
      request_header: dictionary(list(string)),
      message_body_length: number,
      message_body_data_ref: reference('artifact'),
    },
  }),
  'icmp-ext': struct({
    section: '6.12.3',
    required: ['icmp_type_hex', 'icmp_code_hex'],
    properties: { icmp_type_hex: hex, icmp_code_hex: hex },
  }),
  'socket-ext': struct({
    section: '6.12.4',
    required: ['address_family'],
    properties: {
      address_family: term('network-socket-address-family-enum'),
      is_blocking: boolean,
      is_listening: boolean,
      options: dictionary(number),
      socket_type: term('network-socket-type-enum'),
      socket_descriptor: size,
      socket_handle: number,
    },
  }),
  'tcp-ext': struct({
    section: '6.12.5',
    properties: { src_flags_hex: hex, dst_flags_hex: hex },
    rules: [atLeastOneOwn('6.12.5')],
  }),
});

/** Extensions of `process` (STIX 2.1 §6.13.2, §6.13.3). */
export const processExtensions: Check = extensionsOf({
  'windows-process-ext': struct({
    section: '6.13.2',
    properties: {
      aslr_enabled: boolean,
      dep_enabled: boolean,
      priority: string,
      owner_sid: string,
      // The table of errata 01 says windows_title, the standard before it window_title.
      window_title: string,
      windows_title: string,
      startup_info: dictionary(string),
      integrity_level: term('windows-integrity-level-enum'),
    },
    rules: [atLeastOneOwn('6.13.2')],
  }),
  'windows-service-ext': struct({
    section: '6.13.3',
    properties: {
      service_name: string,
      descriptions: list(string),
      display_name: string,
      group_name: string,
      start_type: term('windows-service-start-type-enum'),
      service_dll_refs: list(reference('file')),
      service_type: term('windows-service-type-enum'),
      service_status: term('windows-service-status-enum'),
    },
    rules: [atLeastOneOwn('6.13.3')],
  }),
});

/** Extensions of `user-account` (STIX 2.1 §6.16.2). */
export const userExtensions: Check = extensionsOf({
  'unix-account-ext': struct({
    section: '6.16.2',
    properties: { gid: integer(), groups: list(string), home_dir: string, shell: string },
    rules: [atLeastOneOwn('6.16.2')],
  }),
});
