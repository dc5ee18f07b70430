"""Firms in Chinese text: where their names begin."""

from __future__ import annotations

import pytest

from withhold.reading.chinese import chinese
from withhold.reading.marking import mark

FRAMES = (
    "海关将扣留{}生产的棉花。",
    "海关暂扣{}的货物。",
    "美方起诉{}。",
    "记者联系了{}。",
    "报告点名{}。",
    "国土安全部把{}列入清单。",
    "命令涉及{}的产品。",
    "美国禁止进口{}的服装。",
    "服装来自{}。",
    "买家从{}采购棉花。",
    "这些货物由{}生产。",
    "官员对{}的说法表示怀疑。",
    "名单包括{}等企业。",
)

NAMES = (
    "石河子兴安棉业有限公司",
    "和田昊林发饰品有限公司",
    "广东万和新电气股份有限公司",
    "新疆瑞和纺织有限公司",
    "浙江向日葵食品有限公司",
    "华为技术有限公司",
    "云从科技集团股份有限公司",
    "中国对外贸易有限公司",
    "江苏天地在线网络信息股份有限公司",
    "万科企业股份有限公司",
    "安徽绿洲进出口有限公司",
    "青岛长桥供应链管理有限公司",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_begins_behind_what_is_done_to_the_firm(name: str) -> None:
    for frame in FRAMES:
        text = mark(frame.format(name))
        assert [f.value for f in chinese(text) if f.type == "party"] == [name], frame


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "名单包括石河子兴安棉业有限公司和阿克苏华孚色纺有限公司。",
            ["石河子兴安棉业有限公司", "阿克苏华孚色纺有限公司"],
        ),
        ("棉花和兴安棉业有限公司的服装被扣留。", ["兴安棉业有限公司"]),
        ("他们都说是有限公司。", []),
        ("那是一家有限公司。", []),
    ],
)
def test_names_beside_each_other(text: str, names: list[str]) -> None:
    assert [f.value for f in chinese(mark(text)) if f.type == "party"] == names
