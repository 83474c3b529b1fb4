package find

import (
	"fmt"
	"math/rand/v2"
)

// invented makes up n deputies; the same n every time. No list of real people is behind the names.
func invented(n int) []Entry {
	dice := rand.New(rand.NewPCG(2026, 11))
	pick := func(from string) string {
		runes := []rune(from)
		return string(runes[dice.IntN(len(runes))])
	}
	const surnames = "王王王王李李李李张张张张刘刘刘陈陈陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈" +
		"曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔" +
		"贺赖龚文单仇解区盖查朴翟缪覃"
	const given = "伟芳娜秀英知夏敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂红文志海云春玉梅林凤建国立华小东晓佳雪冰波辉峰宁乐重行晟" +
		"荣福德祥顺昌盛永长清泉松柏岩岚川江河山石田禾苗青兰菊竹月星晨曦光亮宏伟业家兴旺"
	const places = "莲池柳塘松岭桃源梅溪竹坞枫桥荷塘桂湾兰亭菊坡杏林樟坪槐荫榆关杉坑柏崖枣园橘洲茶场"
	const trades = "种植养殖农机电商建筑运输教育医疗供销水利林业旅游餐饮服装陶瓷"
	entries := make([]Entry, n)
	for i := range entries {
		name := pick(surnames) + pick(given)
		if dice.IntN(4) > 0 {
			name += pick(given)
		}
		village := pick(places) + pick(places) + "村"
		entries[i] = Entry{
			ID: fmt.Sprint("d", i), Name: name,
			Posts:    []string{"白石县" + village + pick(trades) + pick(trades) + []string{"合作社", "公司", "协会"}[dice.IntN(3)] + "理事长"},
			Villages: []string{village},
			Areas:    []string{fmt.Sprintf("第%d选区", 1+dice.IntN(80))},
			Group:    fmt.Sprintf("第%d代表小组", 1+dice.IntN(40)),
			Station:  pick(places) + pick(places) + "联络站",
			Phone:    fmt.Sprintf("139%08d", dice.IntN(100000000)), PhonePublic: dice.IntN(2) == 0,
		}
	}
	return entries
}
