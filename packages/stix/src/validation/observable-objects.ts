import { uri } from './common-properties.ts';
import {
  fileExtensions,
  networkExtensions,
  processExtensions,
  userExtensions,
} from './predefined-extensions.ts';
import { domainName, emailAddress, ipv4, ipv6, mac, registryKey } from './observable-formats.ts';
import {
  binary,
  boolean,
  hex,
  integer,
  language,
  list,
  string,
  term,
  timestamp,
} from './plain-checks.ts';
import { atLeastOne, atLeastOneOwn, inOrder, needs, notBoth, notWhen } from './rules.ts';
import { addError, type Check } from './run.ts';
import { dictionary, hashes, reference, struct, type Shape } from './structure-checks.ts';

const strings = list(string);
const port = integer(0, 65_535);
const size = integer(0);
const address = reference('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name');
const artifact = reference('artifact');
const user = reference('user-account');
const mailboxes = list(reference('email-addr'));
const traffic = reference('network-traffic');

const textOrInteger: Check = (value, run) => {
  if (typeof value === 'string') return string(value, run);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return;
  addError(run, {
    rule: 'type',
    section: 'STIX 2.1 §6.12.1',
    message: 'Expected a string or a whole number',
  });
};

const mimePart = struct({
  section: '6.6.2',
  properties: {
    body: string,
    body_raw_ref: reference('artifact', 'file'),
    content_type: string,
    content_disposition: string,
  },
  rules: [atLeastOne('6.6.2', 'body', 'body_raw_ref')],
});

const registryValue = struct({
  section: '6.17.2',
  properties: { name: string, data: string, data_type: term('windows-registry-datatype-enum') },
  rules: [atLeastOne('6.17.2', 'name', 'data', 'data_type')],
});

const certificateExtensions = struct({
  section: '6.18.2',
  properties: {
    basic_constraints: string,
    name_constraints: string,
    policy_constraints: string,
    key_usage: string,
    extended_key_usage: string,
    subject_key_identifier: string,
    authority_key_identifier: string,
    subject_alternative_name: string,
    issuer_alternative_name: string,
    subject_directory_attributes: string,
    crl_distribution_points: string,
    inhibit_any_policy: string,
    private_key_usage_period_not_before: timestamp,
    private_key_usage_period_not_after: timestamp,
    certificate_policies: string,
    policy_mappings: string,
  },
  rules: [atLeastOneOwn('6.18.2')],
});

/** STIX Cyber-observable Objects by type: their own properties and rules (STIX 2.1 §6). */
export const OBSERVABLE_OBJECTS: Readonly<Record<string, Shape>> = {
  artifact: {
    section: '6.1.1',
    properties: {
      mime_type: string,
      payload_bin: binary,
      url: uri,
      hashes,
      encryption_algorithm: term('encryption-algorithm-enum'),
      decryption_key: string,
    },
    rules: [
      atLeastOne('6.1', 'payload_bin', 'url'),
      notBoth('6.1.1', 'payload_bin', 'url'),
      needs('6.1.1', 'url', 'hashes'),
      needs('6.1.1', 'decryption_key', 'encryption_algorithm'),
    ],
  },
  'autonomous-system': {
    section: '6.2.1',
    required: ['number'],
    properties: { number: integer(0, 4_294_967_295), name: string, rir: string },
  },
  directory: {
    section: '6.3.1',
    required: ['path'],
    properties: {
      path: string,
      path_enc: string,
      ctime: timestamp,
      mtime: timestamp,
      atime: timestamp,
      contains_refs: list(reference('file', 'directory')),
    },
  },
  'domain-name': {
    section: '6.4.1',
    required: ['value'],
    properties: {
      value: domainName,
      resolves_to_refs: list(reference('ipv4-addr', 'ipv6-addr', 'domain-name')),
    },
  },
  'email-addr': {
    section: '6.5.1',
    required: ['value'],
    properties: { value: emailAddress, display_name: string, belongs_to_ref: user },
  },
  'email-message': {
    section: '6.6.1',
    required: ['is_multipart'],
    properties: {
      is_multipart: boolean,
      date: timestamp,
      content_type: string,
      from_ref: reference('email-addr'),
      sender_ref: reference('email-addr'),
      to_refs: mailboxes,
      cc_refs: mailboxes,
      bcc_refs: mailboxes,
      message_id: string,
      subject: string,
      received_lines: strings,
      additional_header_fields: dictionary(strings),
      body: string,
      body_multipart: list(mimePart),
      raw_email_ref: artifact,
    },
    rules: [
      notWhen('6.6.1', 'body', { name: 'is_multipart', is: true }),
      notWhen('6.6.1', 'body_multipart', { name: 'is_multipart', is: false }),
    ],
  },
  file: {
    section: '6.7.1',
    properties: {
      extensions: fileExtensions,
      hashes,
      size,
      name: string,
      name_enc: string,
      magic_number_hex: hex,
      mime_type: string,
      ctime: timestamp,
      mtime: timestamp,
      atime: timestamp,
      parent_directory_ref: reference('directory'),
      contains_refs: list(reference()),
      content_ref: artifact,
    },
    rules: [atLeastOne('6.7', 'hashes', 'name'), needs('3.1', 'name_enc', 'name')],
  },
  'ipv4-addr': {
    section: '6.8.1',
    required: ['value'],
    properties: {
      value: ipv4,
      resolves_to_refs: list(reference('mac-addr')),
      belongs_to_refs: list(reference('autonomous-system')),
    },
  },
  'ipv6-addr': {
    section: '6.9.1',
    required: ['value'],
    properties: {
      value: ipv6,
      resolves_to_refs: list(reference('mac-addr')),
      belongs_to_refs: list(reference('autonomous-system')),
    },
  },
  'mac-addr': { section: '6.10.1', required: ['value'], properties: { value: mac } },
  mutex: { section: '6.11.1', required: ['name'], properties: { name: string } },
  'network-traffic': {
    section: '6.12.1',
    required: ['protocols'],
    properties: {
      extensions: networkExtensions,
      start: timestamp,
      end: timestamp,
      is_active: boolean,
      src_ref: address,
      dst_ref: address,
      src_port: port,
      dst_port: port,
      protocols: strings,
      src_byte_count: size,
      dst_byte_count: size,
      src_packets: size,
      dst_packets: size,
      ipfix: dictionary(textOrInteger),
      src_payload_ref: artifact,
      dst_payload_ref: artifact,
      encapsulates_refs: list(traffic),
      encapsulated_by_ref: traffic,
    },
    rules: [
      atLeastOne('6.12', 'src_ref', 'dst_ref'),
      inOrder('start', 'end'),
      notWhen('6.12.1', 'end', { name: 'is_active', is: true }),
    ],
  },
  process: {
    section: '6.13.1',
    properties: {
      extensions: processExtensions,
      is_hidden: boolean,
      pid: integer(),
      created_time: timestamp,
      cwd: string,
      command_line: string,
      environment_variables: dictionary(string),
      opened_connection_refs: list(traffic),
      creator_user_ref: user,
      image_ref: reference('file'),
      parent_ref: reference('process'),
      child_refs: list(reference('process')),
    },
    rules: [atLeastOneOwn('6.13')],
  },
  software: {
    section: '6.14.1',
    required: ['name'],
    properties: {
      name: string,
      cpe: string,
      swid: string,
      languages: list(language),
      vendor: string,
      version: string,
    },
  },
  url: { section: '6.15.1', required: ['value'], properties: { value: uri } },
  'user-account': {
    section: '6.16.1',
    properties: {
      extensions: userExtensions,
      user_id: string,
      credential: string,
      account_login: string,
      account_type: term('account-type-ov'),
      display_name: string,
      is_service_account: boolean,
      is_privileged: boolean,
      can_escalate_privs: boolean,
      is_disabled: boolean,
      account_created: timestamp,
      account_expires: timestamp,
      credential_last_changed: timestamp,
      account_first_login: timestamp,
      account_last_login: timestamp,
    },
    rules: [atLeastOneOwn('6.16')],
  },
  'windows-registry-key': {
    section: '6.17.1',
    properties: {
      key: registryKey,
      values: list(registryValue),
      modified_time: timestamp,
      creator_user_ref: user,
      number_of_subkeys: integer(0),
    },
    rules: [atLeastOneOwn('6.17')],
  },
  'x509-certificate': {
    section: '6.18.1',
    properties: {
      is_self_signed: boolean,
      hashes,
      version: string,
      serial_number: string,
      signature_algorithm: string,
      issuer: string,
      validity_not_before: timestamp,
      validity_not_after: timestamp,
      subject: string,
      subject_public_key_algorithm: string,
      subject_public_key_modulus: string,
      subject_public_key_exponent: integer(),
      x509_v3_extensions: certificateExtensions,
    },
    rules: [atLeastOneOwn('6.18')],
  },
};
