package desk

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"lianzhan/station"
)

// Assignment is one "field=value" an officer typed. Content is what a value "@file" named.
type Assignment struct {
	Field   string `json:"field"`
	Value   string `json:"value"`
	Content []byte `json:"content,omitempty"`
}

// assign writes assignments into the JSON of a thing, reading each value by the type of its field. Unknown fields
// and values that do not fit are refused with a sentence.
func assign(fields map[string]json.RawMessage, thing station.Thing, assignments []Assignment) error {
	types := fieldTypes(thing)
	for _, a := range assignments {
		t, ok := types[a.Field]
		if !ok {
			return station.Invalid("field_unknown", "没有“%s”这一项。可以写的有：%s。", a.Field, strings.Join(fieldNames(thing), "、"))
		}
		value, err := valueOf(t, a)
		if err != nil {
			return err
		}
		fields[a.Field] = value
	}
	return nil
}

// fieldTypes maps the JSON name of each field of a thing to its type.
func fieldTypes(thing station.Thing) map[string]reflect.Type {
	types := map[string]reflect.Type{}
	t := reflect.TypeOf(thing).Elem()
	for i := range t.NumField() {
		types[jsonName(t.Field(i))] = t.Field(i).Type
	}
	return types
}

func fieldNames(thing station.Thing) []string {
	var names []string
	t := reflect.TypeOf(thing).Elem()
	for i := range t.NumField() {
		names = append(names, jsonName(t.Field(i)))
	}
	return names
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// valueOf reads one typed value: words as they are, yes and no in both languages, lists by comma, the rest as JSON.
func valueOf(t reflect.Type, a Assignment) (json.RawMessage, error) {
	text := a.Value
	if a.Content != nil {
		text = strings.TrimPrefix(string(a.Content), "\ufeff")
	}
	if text == "" {
		return json.RawMessage("null"), nil
	}
	wrong := station.Invalid("value_invalid", "“%s”的值“%.40s”写得不对。", a.Field, text)
	switch {
	case t.Kind() == reflect.String:
		return json.Marshal(text)
	case t.Kind() == reflect.Bool:
		switch strings.ToLower(text) {
		case "true", "yes", "1", "是", "公开":
			return json.RawMessage("true"), nil
		case "false", "no", "0", "否", "不公开":
			return json.RawMessage("false"), nil
		}
		return nil, wrong
	case t.Kind() == reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, wrong.Because(err)
		}
		return json.Marshal(n)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String && !strings.HasPrefix(text, "["):
		return json.Marshal(splitList(text))
	}
	value := json.RawMessage(text)
	if err := json.Unmarshal(value, reflect.New(t).Interface()); err != nil {
		return nil, wrong.Because(err)
	}
	return value, nil
}

// splitList parts a list by Latin or Chinese commas and drops what is empty.
func splitList(text string) []string {
	list := []string{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// patternOf reads the short form of a reception pattern: "days:7,21", "nth:3/2" (third Tuesday), "weekday:3",
// "lunar:16" or "lunar:16+leap". Anything else is left to JSON.
func patternOf(text string) (json.RawMessage, error) {
	if text = strings.TrimSpace(text); strings.HasPrefix(text, "{") {
		return json.RawMessage(text), nil
	}
	var p station.Pattern
	kind, rest, _ := strings.Cut(text, ":")
	var err error
	switch kind {
	case "days":
		p.Kind = station.MonthDays
		for _, day := range splitList(rest) {
			n, e := strconv.Atoi(day)
			p.Days, err = append(p.Days, n), firstError(err, e)
		}
	case "nth":
		p.Kind = station.NthWeekday
		_, err = fmt.Sscanf(rest, "%d/%d", &p.Nth, &p.Weekday)
	case "weekday":
		p.Kind = station.Weekly
		p.Weekday, err = strconv.Atoi(rest)
	case "lunar":
		p.Kind = station.LunarDay
		rest, p.LeapMonth = strings.CutSuffix(rest, "+leap")
		p.LunarDay, err = strconv.Atoi(rest)
	default:
		err = strconv.ErrSyntax
	}
	if err != nil {
		return nil, station.Invalid("pattern_invalid",
			"接待日“%s”看不懂，请写成 days:7,21、nth:3/2（第三个星期二）、weekday:3 或 lunar:16。", text).Because(err)
	}
	return json.Marshal(p)
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}
