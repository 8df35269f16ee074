import { phoneOf } from './addresses.ts'
import { one, sampled } from './choose-one.ts'
import { bioOf } from './free-texts.ts'
import type { TextMaker } from './generation.ts'
import { emailOf, firstNameOf, fullNameOf, lastNameOf, sexOf, userNameOf } from './persons.ts'
import { subjects } from './surroundings.ts'
import { fullNameFor } from './thing-names.ts'

/** Texts about people and firms, for every list of names that asks for them. */
export const personTexts = (): (readonly [names: string, make: TextMaker])[] => [
  ['email|mail|e mail|reply to|cc|bcc|email address|mail address', emailOf],
  ['first name|given name|forename|first', firstNameOf],
  ['last name|family name|surname|last', lastNameOf],
  ['full name', fullNameFor],
  [
    'by',
    (place, generation) =>
      subjects(place).some((subject) => /(order|sort|sorting|ordering|group)$/.test(subject))
        ? place.random.pick(['name', 'date', 'id'])
        : fullNameOf(place, generation),
  ],
  [
    'contact name|customer name|author|real name|owner name|user full name|person name|passenger name|guest name|recipient name|cardholder name|card holder|cardholder|account holder|account holder name|assignee|owner|creator|created by|updated by|modified by|assigned to|manager|contact|contact person|author name|creator name|sender name|patient name|student name|employee name|recipient|reviewer|reporter|attendee|speaker|instructor|teacher|driver|reader|writer|visitor',
    fullNameOf,
  ],
  [
    'username|login|login name|nickname|nick|handle|screen name|user|user login|account name user|user id name|alias|skype|twitter|github|slack|telegram|discord|instagram|linkedin|facebook|youtube|tiktok|pinterest',
    userNameOf,
  ],
  ['middle name', sampled((data) => data.person.middleName())],
  [
    'initials',
    (place, generation) =>
      fullNameOf(place, generation)
        .split(' ')
        .map((word) => word.charAt(0))
        .join(''),
  ],
  [
    'salutation|honorific|name prefix',
    (place, generation) => (sexOf(place, generation) === 'female' ? 'Ms.' : 'Mr.'),
  ],
  ['job title|occupation|profession|job', sampled((data) => data.person.jobTitle())],
  ['gender|sex', sexOf],
  ['pronouns', one('she/her|he/him|they/them')],
  ['nationality', one('American|British|German|French|Canadian')],
  ['bio|biography|about|about me', bioOf],
  [
    'phone|phone number|telephone|telephone number|mobile|mobile phone|mobile number|fax|tel|cell|cell phone|cellphone|msisdn|whatsapp|contact number|fax number',
    phoneOf,
  ],
  [
    'company|company name|organization|organisation|organization name|org|org name|employer|vendor|manufacturer|supplier|merchant|merchant name|business name|legal name|brand|brand name|publisher|provider|carrier|trading name|vendor name|supplier name|bank name|institution name|operator|airline name|enterprise',
    sampled((data) => data.company.name()),
  ],
  [
    'department|dept|department name|category|subcategory|sub category|category name|product category',
    sampled((data) => data.commerce.department()),
  ],
]
