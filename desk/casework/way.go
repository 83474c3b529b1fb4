package casework

import "lianzhan/station"

// Ways are how a voter can be told or can answer.
var Ways = station.Choices[string]{
	{ID: "kiosk", Label: "触摸屏"}, {ID: "phone", Label: "手机"}, {ID: "call", Label: "电话"}, {ID: "visit", Label: "上门"},
	{ID: "letter", Label: "书信"}, {ID: "counter", Label: "当面"},
}
