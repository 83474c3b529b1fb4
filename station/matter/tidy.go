package matter

import (
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"lianzhan/station"
)

// The bounds of any one text and any one list of an event, so that no single step can make a matter heavy for ever.
const (
	longestText      = 4000 // characters
	longestList      = 50
	longestReference = 128     // bytes of an id or a hash
	longestRaw       = 8 << 10 // bytes of JSON inside an event
)

// references are the fields that name things; they hold ids and hashes, never what somebody typed.
var references = map[string]bool{
	"photos": true, "voice": true, "code_hash": true, "print": true, "key": true, "session": true, "deputies": true, "deputy": true,
	"suggestion": true, "into": true, "from": true, "lead_unit": true, "co_units": true, "for": true, "seal": true,
}

// sealed are the fields nobody can read, and nothing is to be masked in; the event's own check bounds them.
var sealed = map[string]bool{"box": true, "files": true}

// tidied is a copy of an event's data with every text bounded and identity and bank card numbers masked: whoever typed
// them, at a terminal or at the desk, the originals never reach the disk.
func tidied(data Data) (Data, error) {
	original := reflect.ValueOf(data).Elem()
	copied := reflect.New(original.Type())
	copied.Elem().Set(original)
	if err := tidyFields(copied.Elem()); err != nil {
		return nil, err
	}
	return copied.Interface().(Data), nil
}

func tidyFields(value reflect.Value) (err error) {
	for i := range value.NumField() {
		field := value.Field(i)
		name, _, _ := strings.Cut(value.Type().Field(i).Tag.Get("json"), ",")
		switch field.Kind() {
		case reflect.String:
			if references[name] && field.Len() <= longestReference {
				continue
			}
			text, err := tidyText(field.String())
			if err != nil {
				return err
			}
			field.SetString(text)
		case reflect.Slice:
			if !sealed[name] {
				err = tidyList(field)
			}
		case reflect.Struct:
			if field.Type() != reflect.TypeFor[time.Time]() {
				err = tidyFields(field)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tidyList bounds a list; the lists of an event hold ids and hashes, or raw JSON of another event.
func tidyList(list reflect.Value) error {
	if list.Type().Elem().Kind() != reflect.String {
		if list.Len() > longestRaw {
			return tooLong()
		}
		masked, _ := station.MaskNumbers(string(list.Bytes()))
		list.SetBytes([]byte(masked))
		return nil
	}
	if list.Len() > longestList {
		return station.Invalid("list_long", "一次最多 %d 项。", longestList)
	}
	for i := range list.Len() {
		if list.Index(i).Len() > longestReference {
			return tooLong()
		}
	}
	return nil
}

func tidyText(text string) (string, error) {
	if utf8.RuneCountInString(text) > longestText {
		return "", tooLong()
	}
	masked, _ := station.MaskNumbers(text)
	return masked, nil
}

func tooLong() error {
	return station.Invalid("text_long", "写得太长了，最多 %d 个字。", longestText)
}
