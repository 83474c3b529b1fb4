package matter

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"lianzhan/station"
)

// The bounds of any one text and any one list of an event, so that no single step can make a matter heavy for ever.
const (
	longestText = 4000 // characters
	longestList = 50
)

// references are the fields that name things; they hold ids and hashes, never what somebody typed.
var references = map[string]bool{
	"photos": true, "voice": true, "code_hash": true, "print": true, "key": true, "session": true, "deputies": true, "deputy": true,
	"suggestion": true, "into": true, "from": true, "lead_unit": true, "co_units": true,
}

// tidied is the JSON of an event's data with every text bounded and identity and bank card numbers masked: whoever typed
// them, at a terminal or at the desk, the originals never reach the disk.
func tidied(data Data) (json.RawMessage, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	if tree, err = tidyTree(tree, false); err != nil {
		return nil, err
	}
	return json.Marshal(tree)
}

func tidyTree(node any, reference bool) (_ any, err error) {
	switch value := node.(type) {
	case string:
		if reference && len(value) <= 128 {
			return value, nil
		}
		return tidyText(value)
	case []any:
		if len(value) > longestList {
			return nil, station.Invalid("list_long", "一次最多 %d 项。", longestList)
		}
		for i := range value {
			if value[i], err = tidyTree(value[i], reference); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for name := range value {
			if value[name], err = tidyTree(value[name], references[name]); err != nil {
				return nil, err
			}
		}
	}
	return node, nil
}

func tidyText(text string) (string, error) {
	if utf8.RuneCountInString(text) > longestText {
		return "", station.Invalid("text_long", "写得太长了，最多 %d 个字。", longestText)
	}
	masked, _ := station.MaskNumbers(text)
	return masked, nil
}
