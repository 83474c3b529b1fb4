package problem

import (
	"net/http"

	"lianzhan/station"
)

// wordings are the sentences for what the web server itself refuses, before any room hears of it.
var wordings = map[int]*station.Error{
	http.StatusNotFound:                    {Code: "not_found", Sentence: "没有这个地址。"},
	http.StatusMethodNotAllowed:            {Code: "method_not_allowed", Sentence: "这个地址不接受这种请求。"},
	http.StatusRequestTimeout:              {Code: "request_timeout", Sentence: "等待时间太长，请再试一次。"},
	http.StatusRequestEntityTooLarge:       {Code: "body_too_large", Sentence: "提交的内容太大。"},
	http.StatusUnsupportedMediaType:        {Code: "media_type_unsupported", Sentence: "不接受这种格式的内容。"},
	http.StatusUpgradeRequired:             {Code: "upgrade_required", Sentence: "这个地址只接受 WebSocket 连接。"},
	http.StatusTooManyRequests:             {Code: "too_many_requests", Sentence: "请求太频繁，请稍等一会儿再试。"},
	http.StatusRequestHeaderFieldsTooLarge: {Code: "headers_too_large", Sentence: "请求头太大。"},
	http.StatusServiceUnavailable:          {Code: "unavailable", Sentence: "系统正忙，请稍后再试。"},
	http.StatusForbidden:                   {Code: "forbidden", Sentence: "这里不对外开放。"},
	http.StatusUnauthorized:                {Code: "unauthorized", Sentence: "请先登录。"},
}

// wordingOf words a status of the web server; the framework's own text may quote the request and is never shown.
func wordingOf(status int) *station.Error {
	if known, ok := wordings[status]; ok {
		return known
	}
	if status >= http.StatusInternalServerError {
		return &station.Error{Code: "internal", Sentence: "系统出了点问题，请稍后再试。"}
	}
	return &station.Error{Code: "bad_request", Sentence: "请求读不懂。"}
}
