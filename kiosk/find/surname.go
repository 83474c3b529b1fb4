package find

// Surnames whose reading is not the first one dictionaries give for the character. Source: 通用规范汉字字典 and
// 现代汉语词典, entries marked 姓. The other readings of the character are found too, at a lower rank.
var surnameReadings = map[rune]string{
	'不': "fou", '么': "yao", '乐': "yue", '乜': "nie", '仇': "qiu", '佴': "nai", '单': "shan",
	'卜': "bu", '区': "ou", '参': "shen", '召': "shao", '句': "gou", '员': "yun", '哪': "nuo",
	'折': "she", '曾': "zeng", '朴': "piao", '查': "zha", '洗': "xian", '炅': "gui",
	'盖': "ge", '祭': "zhai", '秘': "bi", '种': "chong", '粘': "nian", '繁': "po", '缪': "miao", '翟': "zhai",
	'能': "nai", '蔚': "yu", '薄': "bo", '藏': "zang", '覃': "qin", '角': "jue", '解': "xie", '适': "kuo",
	'郇': "xun", '都': "du", '重': "chong", '长': "chang", '阚': "kan", '黑': "he",
	// The same in characters of before 1956, as some registers keep them.
	'單': "shan", '繆': "miao", '蓋': "ge", '區': "ou", '樂': "yue", '員': "yun", '長': "chang",
}

// compoundReadings are the surnames of two characters that are read unlike their characters.
var compoundReadings = map[[2]rune][2]string{
	{'万', '俟'}: {"mo", "qi"},
	{'乐', '正'}: {"yue", "zheng"},
	{'单', '于'}: {"chan", "yu"},
	{'子', '车'}: {"zi", "ju"},
	{'宰', '父'}: {"zai", "fu"},
	{'尉', '迟'}: {"yu", "chi"},
	{'拓', '跋'}: {"tuo", "ba"},
	{'澹', '台'}: {"tan", "tai"},
	{'長', '孫'}: {"zhang", "sun"},
	{'长', '孙'}: {"zhang", "sun"},
}

// surname returns the readings of the surname a folded name begins with, none where the dictionary's will do. Two
// characters alone cannot be a compound surname: one of them must be the given name.
func surname(name []rune) []string {
	if len(name) == 0 {
		return nil
	}
	if len(name) > 2 {
		if readings, ok := compoundReadings[[2]rune{name[0], name[1]}]; ok {
			return readings[:]
		}
	}
	if reading, ok := surnameReadings[name[0]]; ok {
		return []string{reading}
	}
	return nil
}
