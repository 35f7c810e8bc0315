#!/usr/bin/env python3
"""Makes places.tsv and mainland.runs from the geocoding files of libphonenumber (Apache-2.0).

    ./make.py PATH/TO/libphonenumber/resources

places.tsv: a line per place, province and city in simplified Chinese, traditional Chinese and English, tab between.
The city is empty where a number only says the province, or one of several cities.

mainland.runs: which numbers lie in which place, as numbers of seven bits each, lowest first, all but the last with the
eighth bit set. First how many area codes there are, and of each code (without its zero) and place; then the runs of mobile
numbers by their first seven digits: how far this run begins above the end of the last one (the first: above 1300000), how many
further prefixes it has, and the place, by its line in places.tsv.
"""

import re
import subprocess
import sys
from pathlib import Path

FIRST, LAST = 1_300_000, 1_999_999

# What a province is called where the file says it short.
PROVINCES = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "新疆": "新疆维吾尔自治区",
    "宁夏": "宁夏回族自治区",
    "西藏": "西藏自治区",
}
# Cities that were named or drawn anew since (Ministry of Civil Affairs, state of 2023).
RENAMED = {
    "天津": "天津市",
    "吐鲁番地区": "吐鲁番市",
    "哈密地区": "哈密市",
    "襄樊市": "襄阳市",
    "襄樊市、襄樊市": "襄阳市",
    "山南地区": "山南市",
    "日喀则地区": "日喀则市",
    "日喀则地区、仲巴县": "日喀则市",
    "昌都地区": "昌都市",
    "林芝地区": "林芝市",
    "那曲地区": "那曲市",
    "那曲地区、嘉黎县、聂荣县、申扎县、双湖、班戈县、尼玛县": "那曲市",
    "索县": "那曲市",
    "阿里地区、普兰县、扎达县": "阿里地区",
    "毕节地区": "毕节市",
    "铜仁地区": "铜仁市",
    "海东地区": "海东市",
    "莱芜市": "济南市",
    "巢湖市": "合肥市",
    "合肥市、巢湖市": "合肥市",
    "佛山市、顺德市": "佛山市",
    "汕头市、潮阳市": "汕头市",
    "通化市、梅河口市": "通化市",
    "延边朝鲜族自治州、珲春市、延吉市": "延边朝鲜族自治州",
}
NAMED_ANEW_IN_ENGLISH = {
    "Xiangfan": "Xiangyang",
    "Laiwu": "Jinan",
    "Chaohu": "Hefei",
    "Hulun": "Hulunbuir",
    "Xilin": "Xilingol",
    "Urumchi": "Urumqi",
}
# More than one city.
SEVERAL = "、"


def lines(path):
    """What each prefix, without the country code, stands for."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            prefix, words = line.split("|")
            found[prefix.removeprefix("86")] = words.strip()
    return found


def place_of(words, provinces):
    """Province and city."""
    words = RENAMED.get(words, words)
    for short, province in PROVINCES.items():
        if words.startswith(short) and not words.startswith(province):
            words = province + words.removeprefix(short)
    province = next((it for it in provinces if words.startswith(it)), words)
    city = words.removeprefix(province) or province
    city = RENAMED.get(city, city)

    return province, "" if SEVERAL in city else city


def english_of(words, city):
    """Province and city as English writes them: `Jinan, Shandong`."""
    name, _, province = words.partition(", ")
    name = name.split("/")[0]
    # XiAn, MaAnshan.
    name = re.sub("(?<=[a-z])A", "’a", name)
    name = NAMED_ANEW_IN_ENGLISH.get(name, name)
    province = province or name

    return province, name if city else ""


def traditional(texts):
    """As Taiwan writes them, by opencc."""
    done = subprocess.run(["opencc", "-c", "s2tw"], input="\n".join(texts), capture_output=True, text=True, check=True)
    return dict(zip(texts, done.stdout.split("\n")))


def seven_bits(number):
    """The form described above."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return out


def runs_of(mobile):
    """First and last prefix of seven digits, and place; a longer prefix wins over a shorter one."""
    places = [None] * (LAST - FIRST + 1)
    for prefix in sorted(mobile, key=len):
        wide = 10 ** (7 - len(prefix))
        begin = int(prefix) * wide - FIRST
        places[begin:begin + wide] = [mobile[prefix]] * wide
    found = []
    for at, place in enumerate(places):
        if place is None:
            continue
        if found and found[-1][1] == at - 1 and found[-1][2] == place:
            found[-1][1] = at
        else:
            found.append([at, at, place])
    return found


def main(resources):
    chinese, english = (lines(resources / "geocoding" / it / "86.txt") for it in ("zh", "en"))
    whole = [it for it in set(chinese.values()) if it[-1] in "省市" and not any(it.startswith(p) for p in PROVINCES)]
    municipalities = [it for it in whole if it in ("北京市", "上海市", "天津市", "重庆市")]
    provinces = {it[: it.index("省") + 1] for it in whole if "省" in it} | set(municipalities) | set(PROVINCES.values())

    named = {}
    for prefix, words in sorted(chinese.items()):
        place = place_of(words, provinces)
        if place not in named and prefix in english:
            named[place] = english_of(english[prefix], place[1])
    order = sorted(named)
    written = traditional(sorted({part for place in order for part in place}))
    at = {place: number for number, place in enumerate(order)}
    with open("places.tsv", "w", encoding="utf-8") as out:
        for place in order:
            parts = [*place, *(written[part] for part in place), *named[place]]
            out.write("\t".join(parts) + "\n")

    known = {prefix: at[place_of(words, provinces)] for prefix, words in chinese.items() if place_of(words, provinces) in at}
    fixed = sorted((int(prefix), place) for prefix, place in known.items() if prefix[0] != "1" or prefix == "10")
    mobile = {prefix: place for prefix, place in known.items() if prefix[0] == "1" and prefix != "10"}
    out = seven_bits(len(fixed))
    for code, place in fixed:
        out += seven_bits(code) + seven_bits(place)
    end = -1
    for first, last, place in runs_of(mobile):
        out += seven_bits(first - end - 1) + seven_bits(last - first) + seven_bits(place)
        end = last
    Path("mainland.runs").write_bytes(out)
    print(len(order), "places,", len(fixed), "area codes,", len(mobile), "prefixes,", len(out), "bytes")


main(Path(sys.argv[1]))
