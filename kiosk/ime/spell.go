package ime

import "strings"

// spelling is a syllable that may be meant by some letters.
type spelling struct {
	text string
	cost int
}

// alike are beginnings that many speakers do not tell apart, each way.
var alike = map[string]string{"zh": "z", "z": "zh", "ch": "c", "c": "ch", "sh": "s", "s": "sh", "l": "n", "n": "l"}

// spellings lists the syllables that may be meant by some letters, the plain one first.
func spellings(chunk string) []spelling {
	list := []spelling{{chunk, 0}}
	switch chunk {
	case "lv", "lve", "nv", "nve":
	case "lu", "nu":
		list = append(list, spelling{chunk[:1] + "v", costDotless})
	case "lue", "nue", "lyu", "nyu": // passports print YU (GB/T 28039)
		list = append(list, spelling{chunk[:1] + strings.TrimSuffix("v"+chunk[2:], "u"), 0})
	case "jv", "qv", "xv", "yv", "jve", "qve", "xve", "yve", "jvn", "qvn", "xvn", "yvn", "jvan", "qvan", "xvan", "yvan":
		list = append(list, spelling{chunk[:1] + "u" + chunk[2:], 0})
	}
	begin, rest := parted(chunk)
	other := alike[begin]
	end := otherEnd(rest)
	if other != "" {
		list = append(list, spelling{other + rest, costFuzzy})
	}
	if end != "" {
		list = append(list, spelling{begin + end, costFuzzy})
	}
	if other != "" && end != "" {
		list = append(list, spelling{other + end, 2 * costFuzzy})
	}
	return list
}

// parted parts a syllable into its beginning and the rest.
func parted(chunk string) (begin, rest string) {
	if len(chunk) > 1 && chunk[1] == 'h' {
		return chunk[:2], chunk[2:]
	}
	return chunk[:1], chunk[1:]
}

// otherEnd turns -n into -ng and back: an, en, in and what ends in them.
func otherEnd(rest string) string {
	if stem, ok := strings.CutSuffix(rest, "ng"); ok && endsNasal(stem) {
		return stem + "n"
	}
	if stem, ok := strings.CutSuffix(rest, "n"); ok && endsNasal(stem) {
		return rest + "g"
	}
	return ""
}

func endsNasal(stem string) bool {
	return stem != "" && strings.IndexByte("aei", stem[len(stem)-1]) >= 0
}
