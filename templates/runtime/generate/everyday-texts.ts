import { one, sampled } from './choose-one.ts'
import { reasonOf } from './free-texts.ts'
import type { TextMaker } from './generation.ts'
import { fullNameOf, sexOf } from './persons.ts'
import { subjects } from './surroundings.ts'

const stories = one('Drama|Comedy|Thriller|Documentary|Adventure')
const writings = one('Mystery|Biography|Fantasy|History|Poetry')
const music = sampled((data) => data.music.genre())

/** What sort of story, of book or of music it is. */
const genreOf: TextMaker = (place, generation) => {
  const about = subjects(place)
  if (about.some((thing) => /(^| )(movie|film|show|series|episode|video|program)$/.test(thing)))
    return stories(place, generation)
  return about.some((thing) => /(^| )(book|novel|ebook|author|manga|comic)$/.test(thing))
    ? writings(place, generation)
    : music(place, generation)
}

/** What is put before or behind the name of somebody, or of files. */
const affix = (ofPersons: TextMaker, ofFiles: TextMaker): TextMaker => {
  return (place, generation) =>
    subjects(place).some(generation.names.isPerson)
      ? ofPersons(place, generation)
      : ofFiles(place, generation)
}

const title: TextMaker = (place, generation) =>
  sexOf(place, generation) === 'female' ? 'Ms.' : 'Mr.'

/** Texts about health, food, learning, the arts and homes. */
export const everydayTexts = (): (readonly [names: string, make: TextMaker])[] => [
  ['symptom', one('headache|cough|fever|fatigue')],
  ['dosage|dose', one('500 mg|250 mg|5 ml|10 mg')],
  ['allergen|allergy', one('peanuts|milk|gluten|soy')],
  ['blood type|blood group', one('A+|O+|B+|AB-')],
  ['vaccine', one('Influenza|Tetanus|Hepatitis B')],
  ['medical specialty|specialty|speciality', one('Cardiology|Pediatrics|Dermatology|Neurology')],
  ['species', one('dog|cat|rabbit|parrot')],
  ['breed', sampled((data) => data.animal.dog())],
  ['habitat', one('forest|grassland|wetland|coast')],
  ['flavor|flavour', one('vanilla|chocolate|strawberry|lemon')],
  ['diet|dietary restriction', one('vegetarian|vegan|gluten-free')],
  ['fabric', one('cotton|linen|wool|polyester')],
  ['semester|term name', one('Spring|Fall')],
  ['degree', one('B.Sc.|M.Sc.|B.A.|Ph.D.')],
  ['exam', one('Midterm|Final exam|Oral exam')],
  ['quarter|fiscal quarter', one('Q1|Q2|Q3|Q4')],
  ['genre', genreOf],
  [
    'plot|storyline|premise|logline',
    one(
      'Two strangers share a lighthouse for one winter.|A pilot finds the town that is on no map.|Three sisters keep their father’s theater open.',
    ),
  ],
  ['studio|production company', sampled((data) => data.company.name())],
  ['director|cast|producer|composer|narrator|presenter|coach|chef|physician', fullNameOf],
  ['prefix', affix(title, one('app|img|log'))],
  ['suffix', affix(one('Jr.|Sr.|III'), one('old|copy|tmp'))],
  ['designation', sampled((data) => data.person.jobTitle())],
  ['division', one('Operations|Engineering|Finance|Marketing')],
  ['availability', one('available|limited|sold out')],
  ['neighborhood|neighbourhood', one('Old Town|Riverside|West End|Harbour District')],
  ['po box|post office box', ({ random }) => `PO Box ${random.integer(100, 9999)}`],
  ['use case', one('Customer support|Reporting|Onboarding|Scheduling')],
  ['warning', one('This field is deprecated.|The limit is almost reached.')],
  ['cause|root cause', reasonOf],
]
