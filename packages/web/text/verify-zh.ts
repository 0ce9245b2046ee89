/** Words of the page on which anybody verifies a run; part of the one catalogue in zh.ts. */
export const verifyZh = {
  "verify.title": "自行核验",
  "verify.intro":
    "不必相信教育局，也不必相信我们：您的设备可以把整次招生从头算一遍。公开的文件里没有姓名、证件、住址和分数。",
  "verify.start": "在本设备上核验",
  "verify.trust": "见证密钥指纹",
  "verify.trustHint":
    "请抄录公告、报纸或公证处给出的64位指纹；不填也能核验，但只能对照平台自己给出的密钥。",
  "verify.trustPublished": "平台公布的指纹",
  "verify.working": "正在下载并重新计算，请保持页面打开……",
  "verify.holds": "全部一致。公布的名册、号码、学位和分数线，与重新计算的结果完全相同。",
  "verify.soFar": "到目前为止全部一致。本次招生尚未结束，结果公布后可再核验。",
  "verify.fails": "发现不一致。请保存本页并告知公证处、媒体或其他家长；下面写明是哪一项。",
  "verify.void": "本次运行已宣布作废，其结果无效；作废的理由和签字人都在日志中。",
  "verify.failed": "未能完成核验，请检查网络后重试。",
  "verify.noScript": "在本页核验需要启用脚本。也可以下载全部文件，用下面任一程序核验。",
  "verify.proved": "已经证明的",
  "verify.notProved": "没有证明的",
  "verify.checks": "逐项结果",
  "verify.recomputed": "重新计算",
  "verify.from": "依据",
  "verify.expected": "应为",
  "verify.found": "算得",
  "verify.result.holds": "一致",
  "verify.result.fails": "不一致",
  "verify.result.absent": "尚无",
  "verify.result.notPublic": "不公开",
  "verify.others": "用别的程序核验",
  "verify.othersText":
    "下面两个程序各自独立，没有一行共同的代码；下载的文件可以断网核验，也可以交给您信任的人。",
  "verify.cli": "本产品的命令：",
  "verify.python": "只用Python标准库的程序：",
  "verify.folder": "全部公开文件的地址：",
  "verify.specification": "核验的方法写在规范里，任何人都可以另写一个程序。",
  "receipt.proof": "离线凭证",
  "receipt.proofText":
    "公开日志已记录这一版本，并由见证方联署。请保存凭证文件：即使平台否认，它也能证明您提交了什么、何时之前已经提交。其中有您孩子的填报内容，请勿公开。",
  "receipt.proofFile": "保存凭证文件",
  "receipt.proofCheck": "核验凭证",
  "receipt.proofSoon":
    "正在写入公开日志，由见证方联署，通常不到一分钟。稍后刷新本页即可保存离线凭证。",
} as const;
